// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>

namespace tinytmpl::kernels::armv7em {

/// A multiplier as two factors for SMMLAR, with a right shift of 2 to 31.
struct Factors {
  std::uint32_t multiplier, shift;

  constexpr Factors(Multiplier m)
      : multiplier(2u * static_cast<std::uint32_t>(m.value)), shift(std::uint32_t{1} << (32 + m.shift)) {}
  constexpr Factors(std::uint32_t first, std::uint32_t second) : multiplier(first), shift(second) {}
};

/// TFLite's requantization of a sum below 2^30. SMMLAR by 2m - 2^32, with the sum added, is its rounding doubling high
/// multiplication; SMMLAR by 2^(32 - shift) its rounding shift, but for ties of negatives, which go away from zero.
template <Negatives negatives>
[[gnu::always_inline]] constexpr std::int8_t requantize(std::int32_t sum, Factors f, std::int32_t zero_point) {
  std::int32_t scaled = smmlar(sum, static_cast<std::int32_t>(f.multiplier), sum);
  if (negatives == Negatives::kept) scaled += scaled >> 31;
  return static_cast<std::int8_t>(ssat8(smmlar(scaled, static_cast<std::int32_t>(f.shift), zero_point)));
}

/// The clamp of an activation, where saturation is not all of it: in a second pass, as it is rare.
///
/// cost  some 2 instructions an element
[[gnu::noinline]] inline void clamp_bytes(std::int8_t* row, int count, std::int8_t lowest, std::int8_t highest) {
  const std::int32_t least = four_of(lowest), most = four_of(highest);
  for (; count >= 4; count -= 4, row += 4) store_word(row, smallest_bytes(most, largest_bytes(least, load_word(row))));
  for (; count > 0; --count, ++row) *row = bounded(*row, lowest, highest);
}
template <Geometry g>
inline void clamp_row(std::int8_t* row, const Constants& k) {
  if constexpr (!g.numbers.saturates) clamp_bytes(row, g.out.size(), k.lowest, k.highest);
}

}  // namespace tinytmpl::kernels::armv7em
