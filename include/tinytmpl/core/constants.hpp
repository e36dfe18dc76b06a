// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/elements.hpp>
#include <tinytmpl/core/fixed_point.hpp>
#include <tinytmpl/core/flash.hpp>
#include <tinytmpl/core/linear_sum.hpp>
#include <tinytmpl/core/math.hpp>
#include <tinytmpl/core/node.hpp>

namespace tinytmpl::core {

/// What a kernel of float32 computes with beside weights.
struct RealNumbers {
  float lowest = 0, highest = 0;     // the clamp
  float own = 0;                     // alpha of a LeakyReLU, beta of a Softmax, the scale that is quantized by
  RealFunction* function = nullptr;  // of a lookup
  const float* scales = nullptr;     // of int8 weights: one, or one for each output channel
  int scale_step = 0;                // from one channel's to the next: 0 or 1

  constexpr float clamped(float x) const { return bounded(x, lowest, highest); }
};

/// What a kernel of int16 computes with beside weights.
struct WideNumbers {
  std::int16_t lowest = -32768, highest = 32767;  // the clamp
  decltype(WideCurve::value) value = nullptr;     // of a lookup

  constexpr std::int32_t clamped(std::int32_t q) const { return bounded<std::int32_t>(q, lowest, highest); }
};

/// What a kernel knows at run time: a node's constants in flash.
struct Constants {
  ElementPointer<std::int8_t> weights;      // in TFLite's layout
  ElementPointer<std::int32_t> biases;      // one an output channel, or none
  const Multiplier* multipliers = nullptr;  // one an output channel; of add and sub: left, right, sum; else one
  union {
    const std::int8_t* table = nullptr;  // of a lookup: the outputs for -128 ... 127
    const RealNumbers* reals;            // of what reads or writes float32
    const WideNumbers* wide;             // of what reads or writes int16
    const Binary* factors;               // in place of multipliers
  };
  const std::int32_t* exponentials = nullptr;  // of a softmax: exp(-d) in Q0.31 for d = 0 ... 255
  const LinearSum* linear = nullptr;           // of add and sub, if there is one
  const std::uint32_t* packed = nullptr;       // instead of all that, as the kernel's `pack` laid it out
  std::int16_t zero_point[2] = {0, 0};         // of the inputs; as_uint8 the second one is the weights'
  std::int16_t output_zero_point = 0;
  std::int8_t lowest = -128, highest = 127;

  constexpr std::int32_t bias(int channel) const { return is_null<std::int32_t>(biases) ? 0 : biases[channel]; }
  /// The same of inputs that still have their zero point: it is multiplied by all weights, whose sum is `sum`.
  constexpr std::int32_t folded_bias(int channel, std::int32_t sum) const {
    return bias(channel) - zero_point[0] * sum;
  }

  constexpr std::int8_t clamped(std::int32_t q) const {
    return static_cast<std::int8_t>(bounded(q, std::int32_t{lowest}, std::int32_t{highest}));
  }
  /// `sum`, in the units of multiplier `channel`, as an int8 of the output.
  template <Rounding rounding, FlashAccess flash = FlashAccess::any>
  [[gnu::always_inline]] constexpr std::int8_t requantize(std::int32_t sum, int channel) const {
    return clamped(multiply<rounding>(sum, load<flash>(multipliers + channel)) + output_zero_point);
  }
  /// The same by factor `channel`.
  template <FlashAccess flash = FlashAccess::any>
  constexpr std::int8_t requantize_by_factor(std::int32_t sum, int channel) const {
    return clamped(multiply(sum, load<flash>(factors + channel)) + output_zero_point);
  }
};

}  // namespace tinytmpl::core
