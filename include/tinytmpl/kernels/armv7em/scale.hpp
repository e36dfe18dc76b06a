// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/requantize.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

/// From sums to outputs, whatever the shifts are: for kernels that are not made for the usual ones only.
namespace tinytmpl::kernels::armv7em {

constexpr const char* refuses_shifts(const Geometry& g) {
  if (rounds_once(g.rounding)) return common::reasons::rounded_once;
  return common::shifts_fit(g.numbers) ? nullptr : common::reasons::scaled_sums;
}
/// Of the numbers only what Outputs looks at.
constexpr Geometry keep_shifts(Geometry g) {
  const int least_shift = usual_shifts(g.numbers) ? 2 : -1;
  g.numbers = keep_clamp(g.numbers);
  g.numbers.least_shift = least_shift;
  return g;
}

inline constexpr int output_words = 2;  // behind the start

/// One channel's numbers, packed as a word, its start, and two that stand elsewhere:  multiplier * 2; 2^(32 - e) where all right
/// shifts e are at least 2, else the shift. Or the first is a float32.
template <Geometry g>
struct Outputs {
  static constexpr int words = output_words;
  static constexpr bool usual = usual_shifts(g.numbers);

  static constexpr bool gives_constant(Multiplier m) { return m.value == 0; }
  static constexpr void pack(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, Multiplier m,
                             const Constants&) {
    if (m.value == 0 || (usual && m.shift > -2)) m = {1 << 30, -31};  // constant: the shift does not count
    *start = static_cast<std::uint32_t>(bias);
    rest[0] = rescaling(g) == Rescaling::float32 ? float32_bits(m) : 2u * static_cast<std::uint32_t>(m.value);
    rest[1] = usual ? std::uint32_t{1} << (32 + m.shift) : static_cast<std::uint32_t>(m.shift);
  }

  std::int32_t zero_point, lowest, highest;
  constexpr explicit Outputs(const Constants& k)
      : zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}

  [[gnu::always_inline]] constexpr std::int8_t operator()(std::uint32_t wrapped, const std::uint32_t* rest) const {
    auto sum = static_cast<std::int32_t>(wrapped);
    std::int32_t result;
    if constexpr (rescaling(g) == Rescaling::float32) {
      result = ssat8(multiply_by_float32(sum, rest[0]) + zero_point);
    } else if constexpr (usual) {
      result = requantize<rescaling(g)>(sum, Factors{rest[0], rest[1]}, zero_point);
    } else {
      const auto power = static_cast<std::int32_t>(rest[1]);
      if (power > 0) sum = shift_left(sum, power);
      result = smmlar(sum, static_cast<std::int32_t>(rest[0]), sum);
      if (power < 0) result = (result + (result >> 31) + (1 << (-power - 1))) >> -power;
      result = ssat8(result + zero_point);
    }
    if constexpr (!g.numbers.saturates) result = bounded(result, lowest, highest);
    return static_cast<std::int8_t>(result);
  }
};

}  // namespace tinytmpl::kernels::armv7em
