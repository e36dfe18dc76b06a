// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/target.hpp>

/// TFLite's requantization in 32-bit products. With a multiplier of 31 bits, value, and a right shift e
///
///   multiply(sum, {value, -e}) = (U + 2^10 + 2^(10 + e)) >> (11 + e),  U = sum * value >> 20
///
/// for a sum that is not negative, and with 2^11 less for a negative one, whose ties go away from zero. Three products give U, as
/// long as |sum| < 2^20; sums between the clamps are less than 2^(9 + e).
namespace tinytmpl::kernels::short_products {

constexpr int least_shift = 1, most_shift = 13;

/// Do the numbers fit?
constexpr bool fit(const Numbers& n) {
  return n.least_shift >= least_shift && n.most_shift <= (n.sum_bits <= 20 ? most_shift : 11) && n.sum_bits <= 30;
}

/// What becomes of results below the output's zero point: with a ReLU all of them are clamped to it, and that is shorter.
enum class Negatives { kept, clamped };
constexpr Negatives negatives(const Numbers& n) { return n.clamps_below ? Negatives::clamped : Negatives::kept; }

/// One channel's numbers, packed as words:  start, then elsewhere  value, window * 256 + 10 + e, and `least` if negatives are kept.
///   start   the bias, with the input's zero point folded in, less `least`
///   window  so many sums from `least` on are requantized; below is the lowest output, above the highest
constexpr int words(Negatives negatives) { return negatives == Negatives::kept ? 3 : 2; }  // behind `start`

/// The least sum whose result, before the output's zero point is added, is `result` or more.
constexpr std::int64_t least_sum(std::int32_t value, int e, int result) {
  const std::int64_t half = (std::int64_t{1} << 10) + (std::int64_t{1} << (10 + e));
  const std::int64_t u = (std::int64_t{result} << (11 + e)) - half;
  const auto ceiling = [value](std::int64_t least_u) {  // of least_u * 2^20 / value
    const std::int64_t product = least_u * (1 << 20), quotient = product / value;
    return quotient + (product > 0 && product % value != 0);
  };
  const std::int64_t negative = ceiling(u + (1 << 11));
  return negative < 0 ? negative : max(ceiling(u), 0);
}

/// Is the channel constant? Then its shift does not count, and need not fit.
constexpr bool is_constant(Multiplier m) { return m.value == 0 || -m.shift < least_shift || -m.shift > most_shift; }

/// Packs a channel, whose `bias` has the input's zero point folded in. A constant one, with bias and weights 0, gets any multiplier.
template <Negatives negatives>
constexpr void pack(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, Multiplier m, const Constants& k) {
  if (is_constant(m)) m = {1 << 30, -least_shift};
  const int e = -m.shift;
  const bool kept = negatives == Negatives::kept;
  const std::int64_t least = kept ? least_sum(m.value, e, k.lowest - k.output_zero_point) : 0;
  const std::int64_t window = least_sum(m.value, e, k.highest - k.output_zero_point + 1) - least;
  *start = static_cast<std::uint32_t>(bias - least);
  rest[0] = static_cast<std::uint32_t>(m.value);
  rest[1] = static_cast<std::uint32_t>(window << 8 | (10 + e));
  if (kept) rest[2] = static_cast<std::uint32_t>(least);
}

/// What a kernel is told besides.
struct Outputs {
  std::int32_t rounding;  // 2 * zero point + 1, the half that rounds
  std::int32_t lowest, highest;

  constexpr explicit Outputs(const Constants& k)
      : rounding(2 * k.output_zero_point + 1), lowest(k.lowest), highest(k.highest) {}
};

/// The int8 of a sum, of which `least` has been taken.
template <Negatives negatives>
constexpr std::int8_t requantize(std::uint32_t sum, const std::uint32_t* packed, const Outputs& out) {
  const auto as_signed = [](std::uint32_t word) { return static_cast<std::int32_t>(word); };
  const auto times = [&](std::uint32_t digit) { return sum * digit; };
  const std::uint32_t value = packed[0], shift = packed[1] & 0xFF;
  if (sum >= packed[1] >> 8) return static_cast<std::int8_t>(as_signed(sum) < 0 ? out.lowest : out.highest);
  std::uint32_t u = 0;
  if constexpr (negatives == Negatives::clamped) {
    u = times(value & 0xFF) >> 8;
    u = (times(value << 12 >> 20) + u) >> 12;
    u = times(value >> 20) + u;
  } else {
    const auto shift_right = [&](std::uint32_t word) { return static_cast<std::uint32_t>(as_signed(word) >> 10); };
    sum += packed[2];
    u = shift_right(times(value & 0x3FF));
    u = shift_right(times(value << 12 >> 22) + u);
    u = times(value >> 20) + u - (sum >> 31 << 11);
  }
  u += (static_cast<std::uint32_t>(out.rounding) << shift) + 1024;
  return static_cast<std::int8_t>(as_signed(u) >> (shift + 1));
}

/// The outputs up to `end`, from `sums` and `more`, of channels that are packed in fours, `stride` words from one four to the next.
template <Negatives negatives>
constexpr void requantize_sums_portable(const std::uint32_t* packed, const std::uint32_t* sums, std::int8_t* out,
                                        const std::int8_t* end, std::uint32_t more, Outputs outputs, int stride) {
  for (; out < end; packed += stride) {
    const std::uint32_t* channel = packed;
    for (int i = 0; i < 4 && out < end; ++i, channel += 1 + words(negatives))
      *out++ = requantize<negatives>(channel[0] + *sums++ + more, channel + 1, outputs);
  }
}

}  // namespace tinytmpl::kernels::short_products
