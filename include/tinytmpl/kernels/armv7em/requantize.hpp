// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/kernels/armv7em/instructions.hpp>

namespace tinytmpl::kernels::armv7em {

/// The bits of a float32.
constexpr std::uint32_t float32_bits(Multiplier m) { return std::bit_cast<std::uint32_t>(as_float32(m)); }

/// Can the core's assembler do it?
template <Rescaling rescaling>
constexpr bool in_assembler = on_core && (rescaling != Rescaling::float32 || has_fpu);

/// A multiplier as two factors for SMMLAR, with a right shift of 2 to 31; or as a float32.
struct Factors {
  std::uint32_t multiplier, shift;

  constexpr Factors(Multiplier m, Rescaling rescaling) : Factors(m) {
    if (rescaling == Rescaling::float32) *this = {float32_bits(m), 0};
  }
  constexpr Factors(Multiplier m)
      : multiplier(2u * static_cast<std::uint32_t>(m.value)), shift(std::uint32_t{1} << (32 + m.shift)) {}
  constexpr Factors(std::uint32_t first, std::uint32_t second) : multiplier(first), shift(second) {}
};

/// sum * m, m being the bits of a float32, to the nearest integer, half to even: multiply_as_float32, where that is below 2^30.
[[gnu::always_inline]] constexpr std::int32_t multiply_by_float32(std::int32_t sum, std::uint32_t m) {
  return vcvtr(exact(static_cast<float>(sum) * std::bit_cast<float>(m)));
}

/// TFLite's requantization of a sum below 2^30. SMMLAR by 2m - 2^32, with the sum added, is its rounding doubling high
/// multiplication; SMMLAR by 2^(32 - shift) its rounding shift, but for ties of negatives, which go away from zero.
template <Rescaling rescaling>
[[gnu::always_inline]] constexpr std::int8_t requantize(std::int32_t sum, Factors f, std::int32_t zero_point) {
  if (rescaling == Rescaling::float32)
    return static_cast<std::int8_t>(ssat8(multiply_by_float32(sum, f.multiplier) + zero_point));
  std::int32_t scaled = smmlar(sum, static_cast<std::int32_t>(f.multiplier), sum);
  if (rescaling == Rescaling::ties_away) scaled += scaled >> 31;
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
