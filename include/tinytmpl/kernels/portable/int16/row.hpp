// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/taps.hpp>

namespace tinytmpl::kernels::portable {

/// A kernel of int16 tensors, whose zero points are 0: TFLite's 16x8 quantization.
template <Op... operators>
struct Int16KernelFor : KernelFor<operators...> {
  static constexpr bool knows(Element element) { return element == Element::int16; }
};

/// Element `i` of a row of int16, and what puts one there.
constexpr std::int32_t int16_at(const std::int8_t* row, int i) { return load_element<std::int16_t>(row + 2 * i); }
constexpr void put_int16(std::int8_t* row, int i, std::int32_t q) {
  store_element(row + 2 * i, static_cast<std::int16_t>(q));
}

using Int16Channel = WideChannel<std::int16_t>;

/// `sum`, in the units of multiplier `channel`, within the clamp.
template <auto g>
constexpr std::int32_t requantized(std::int32_t sum, const Constants& k, const WideNumbers& wide, int channel) {
  return wide.clamped(multiply<g.rounding>(sum, load<g.flash>(k.multipliers + channel)));
}
/// The same of a sum with weights: of 64 bits, if biases do not have 32.
template <auto g>
constexpr std::int32_t requantized_sum(std::int64_t sum, const Constants& k, const WideNumbers& wide, int channel,
                                       bool is_wide = !g.has_bias || g.biases == Element::int64) {
  if (is_wide) return wide.clamped(multiply_wide(sum, load<g.flash>(k.multipliers + channel)));
  return requantized<g>(static_cast<std::int32_t>(sum), k, wide, channel);
}

template <auto g>
constexpr std::int64_t wide_bias(const Constants& k, int i) {
  if (!g.has_bias) return 0;
  if (g.biases == Element::int64) return load<g.flash>(k.biases.template as<std::int64_t>() + i);
  return load<g.flash>(k.biases.template as<std::int32_t>() + i);
}

}  // namespace tinytmpl::kernels::portable
