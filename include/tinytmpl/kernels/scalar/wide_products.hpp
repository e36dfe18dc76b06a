// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/requantize.hpp>

/// TFLite's requantization of sums for which short products (requantize.hpp) do not suffice: with left shifts, with right shifts
/// beyond 13, or rounded otherwise than twice. One product of 64 bits each.
namespace tinytmpl::kernels::scalar::wide_products {

/// sum * m, as `multiply` has it, where `shifts_fit`.
template <Rounding rounding>
[[gnu::always_inline]] constexpr std::int32_t scale(std::int32_t sum, Multiplier m) {
  if constexpr (!rounds_twice(rounding)) {
    return multiply<rounding>(sum, m);
  } else {
    if (m.shift > 0) sum = shift_left(sum, m.shift);
    const auto high = static_cast<std::int32_t>((std::int64_t{sum} * m.value + (1 << 30)) >> 31);
    if (m.shift >= 0) return high;
    return (high + (high >> 31) + (1 << (-m.shift - 1))) >> -m.shift;  // ties of negatives go away from zero
  }
}

}  // namespace tinytmpl::kernels::scalar::wide_products

namespace tinytmpl::kernels::scalar {

/// How a kernel with filters gets from sums to outputs: one channel's numbers packed as a word, `start`, and `rest` words that
/// stand elsewhere.
template <Geometry g>
struct ShortOutputs {
  static constexpr auto negatives = short_products::negatives(g.numbers);
  static constexpr int words = short_products::words(negatives);  // of the rest

  static constexpr bool gives_constant(Multiplier m) { return short_products::gives_constant(m); }
  static constexpr void pack(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, Multiplier m,
                             const Constants& k) {
    short_products::pack<negatives>(start, rest, bias, m, k);
  }

  short_products::Outputs outputs;
  constexpr explicit ShortOutputs(const Constants& k) : outputs(k) {}
  constexpr std::int8_t operator()(std::uint32_t sum, const std::uint32_t* rest) const {
    return short_products::requantize<negatives>(sum, rest, outputs);
  }
};
inline constexpr int wide_words = 2;
/// The same with wide products:  value, shift.
template <Geometry g>
struct WideOutputs {
  static constexpr int words = wide_words;

  static constexpr bool gives_constant(Multiplier m) { return m.value == 0; }
  static constexpr void pack(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, Multiplier m,
                             const Constants&) {
    *start = static_cast<std::uint32_t>(bias);
    rest[0] = static_cast<std::uint32_t>(m.value), rest[1] = static_cast<std::uint32_t>(m.shift);
  }

  std::int32_t zero_point, lowest, highest;
  constexpr explicit WideOutputs(const Constants& k)
      : zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}
  constexpr std::int8_t operator()(std::uint32_t sum, const std::uint32_t* rest) const {
    const Multiplier m{static_cast<std::int32_t>(rest[0]), static_cast<std::int32_t>(rest[1])};
    const std::int32_t scaled = wide_products::scale<g.rounding>(static_cast<std::int32_t>(sum), m);
    return static_cast<std::int8_t>(bounded(scaled + zero_point, lowest, highest));
  }
};

/// As TFLite's of uint8 sums of constant channels are not 0, which short products count on.
constexpr bool has_short_outputs(const Geometry& g) { return short_products::refuses(g) == nullptr && !g.as_uint8; }
constexpr const char* refuses_outputs(const Geometry& g) {
  return has_short_outputs(g) || common::shifts_fit(g.numbers) ? nullptr : common::reasons::scaled_sums;
}
/// Of the numbers only which products it takes; and, where it matters, whether negatives are kept.
constexpr Geometry keep_products(Geometry g) {
  const bool is_short = has_short_outputs(g);
  g.numbers = {};
  if (!is_short) g.numbers.least_shift = 0;
  return g;
}
constexpr Geometry keep_outputs(const Geometry& g) {
  return has_short_outputs(g) ? short_products::keep(g) : keep_products(g);
}
constexpr int output_words(const Geometry& g) {
  return has_short_outputs(g) ? short_products::words(short_products::negatives(g.numbers)) : wide_words;
}
template <Geometry g>
using OutputsOf = std::conditional_t<has_short_outputs(g), ShortOutputs<g>, WideOutputs<g>>;

}  // namespace tinytmpl::kernels::scalar
