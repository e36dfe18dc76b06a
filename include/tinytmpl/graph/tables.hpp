// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/gemmlowp.hpp>
#include <tinytmpl/core/node.hpp>

/// The tables that the compiler derives: a function of one int8 is computed for all 256, exactly as TFLite's kernel would.
namespace tinytmpl::graph {

/// The outputs that an activation leaves: TFLite kernels/kernel_util.cc, CalculateActivationRangeQuantized.
struct Limits {
  std::int8_t lowest = -128, highest = 127;
};
constexpr Limits activation_limits(Activation activation, Quantization q) {
  switch (activation) {
    case Activation::relu: return {q.quantize(0), 127};
    case Activation::relu6: return {q.quantize(0), q.quantize(6)};
    case Activation::relu_n1_to_1: return {q.quantize(-1), q.quantize(1)};
    case Activation::none: break;
  }
  return {};
}

/// How a logistic function's input is brought to Q4.27, and from where on the output is 0 or 1: TFLite micro/kernels/logistic_common.cc.
struct Sigmoidal {
  Multiplier multiplier;
  std::int32_t radius;

  constexpr explicit Sigmoidal(float input_scale)
      : multiplier(make_multiplier(double{input_scale} * (1 << 27))),
        radius(multiplier.shift > 31  ? 0
               : multiplier.shift < 0 ? 256
                                      : static_cast<std::int32_t>((std::int64_t{15} << 27) >> multiplier.shift)) {}
};

template <Rounding rounding>
constexpr std::int32_t sigmoid(std::int32_t difference, const Sigmoidal& input) {
  if (difference <= -input.radius) return -128;
  if (difference >= input.radius) return 127;
  const std::int32_t x = multiply<rounding>(difference, input.multiplier);
  return minimum(divide_by_power_of_two(gemmlowp::logistic(x), 23), 255) - 128;
}
template <Rounding rounding>
constexpr std::int32_t tanh_of(std::int32_t difference, const Sigmoidal& input) {
  if (difference <= -input.radius) return -128;
  if (difference >= input.radius) return 127;
  const std::int32_t x = multiply<rounding>(difference, input.multiplier);
  return minimum(divide_by_power_of_two(gemmlowp::tanh_of(x), 24), 127);
}

/// TFLite's 16-bit pipeline: kernels/internal/reference/hard_swish.h.
struct HardSwishConstants {
  std::int32_t output, output_shift, relu, relu_shift;

  constexpr HardSwishConstants(float input_scale, float output_scale) {
    const double fine = double{input_scale} / 128;
    const auto narrow = [](Multiplier m) { return m.value >= 0x7FFF8000 ? 0x7FFF : (m.value + 0x8000) >> 16; };
    const Multiplier to_output = make_multiplier(fine / double{output_scale}),
                     to_relu = make_multiplier(fine / (double{3} / 32768));
    output = narrow(to_output), output_shift = to_output.shift;
    relu = narrow(to_relu), relu_shift = to_relu.shift;
  }
};
constexpr std::int32_t saturate_16(std::int32_t x) { return bounded<std::int32_t>(x, -32768, 32767); }
constexpr std::int32_t multiply_high_16(std::int32_t a, std::int32_t b) {
  const std::int32_t product = a * b;
  return saturate_16((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
}
/// divide_by_power_of_two on int16, whose mask is cut to 16 bits.
constexpr std::int32_t divide_by_power_of_two_16(std::int32_t x, int exponent) {
  if (exponent >= 16) return x < 0 ? -1 : 1;
  return divide_by_power_of_two(x, exponent);
}
constexpr std::int32_t hard_swish(std::int32_t difference, const HardSwishConstants& k) {
  const std::int32_t fine = difference * 128;
  const std::int32_t preshifted = multiply_high_16(fine, k.output);
  std::int32_t relu = fine;
  if (k.relu_shift > 0) relu = saturate_16(shift_left(relu, minimum(k.relu_shift - 1, 15)));
  relu = multiply_high_16(relu, k.relu);
  if (k.relu_shift > 0) relu = saturate_16(relu * 2);
  if (k.relu_shift < 0) relu = divide_by_power_of_two_16(relu, -k.relu_shift);
  relu = (relu + (1 << 15)) >> 1;
  return divide_by_power_of_two_16(saturate_16(relu * preshifted / (1 << 15)), maximum(0, -k.output_shift));
}

/// The outputs of lookup `node` for -128 ... 127 in the quantization `in`; `alpha` is what training gave a LeakyReLU.
template <Rounding rounding>
constexpr Array<std::int8_t, 256> lookup_table(const Node& node, Quantization in, float alpha = 0) {
  const Quantization out = node.out.quantization;
  const double ratio = double{in.scale} / double{out.scale};
  const double slope = double{in.scale} * double{alpha} / double{out.scale};
  const Multiplier scaled = make_multiplier<rounding>(ratio);
  const Multiplier leaky = make_multiplier<rounding>(slope < 0 ? -slope : slope);
  const Sigmoidal sigmoidal{in.scale};
  const HardSwishConstants swish{in.scale, out.scale};
  const Limits limits = activation_limits(node.activation, out);
  const auto curve = [&](std::int32_t difference) -> std::int32_t {
    switch (node.curve) {
      case Curve::sigmoid: return sigmoid<rounding>(difference, sigmoidal);
      case Curve::tanh: return tanh_of<rounding>(difference, sigmoidal);
      case Curve::hard_swish: return out.zero_point + hard_swish(difference, swish);
      case Curve::leaky_relu:
        if (difference < 0) return out.zero_point + (slope < 0 ? -1 : 1) * multiply<rounding>(difference, leaky);
        break;
      case Curve::scaled: break;
    }
    return out.zero_point + multiply<rounding>(difference, scaled);
  };
  Array<std::int8_t, 256> table;
  for (int q = -128; q <= 127; ++q)
    table[q + 128] =
        static_cast<std::int8_t>(bounded<std::int32_t>(curve(q - in.zero_point), limits.lowest, limits.highest));
  return table;
}

/// exp(-d * beta * scale) in Q0.31 for d = 0 ... 255; -1 where TFLite counts it as nothing: micro/kernels/softmax_common.cc.
template <Rounding rounding>
constexpr Array<std::int32_t, 256> softmax_table(float scale, float beta) {
  const Multiplier m = make_multiplier<rounding>(minimum(double{beta} * double{scale} * (1 << 26), 2147483647));
  const std::int64_t radius = m.shift > 31 ? 0 : m.shift < 0 ? 255 : (std::int64_t{31} << 26) >> m.shift;
  Array<std::int32_t, 256> table;
  for (int d = 0; d < 256; ++d) table[d] = d <= radius ? gemmlowp::exp_of_negative<5>(multiply<rounding>(-d, m)) : -1;
  return table;
}

}  // namespace tinytmpl::graph
