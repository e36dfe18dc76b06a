// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/numbers.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/scalar/core.hpp>

/// TFLite's requantization in 32-bit products. With a multiplier of 31 bits, value, and a right shift e
///
///   multiply(sum, {value, -e}) = (U + 2^10 + 2^(10 + e)) >> (11 + e),  U = sum * value >> 20
///
/// for a sum that is not negative, and with 2^11 less for a negative one, whose ties go away from zero. Three products give U, as
/// long as |sum| < 2^20; sums between the clamps are less than 2^(9 + e).
namespace tinytmpl::kernels::scalar::short_products {

constexpr int least_shift = 1, most_shift = 13;

/// Why the numbers do not fit, or nullptr.
constexpr const char* refuses(const Geometry& g) {
  const Numbers& n = g.numbers;
  if (!rounds_twice(g.rounding)) return common::reasons::not_rounded_twice;
  if (n.least_shift < least_shift) return common::reasons::no_right_shift;
  if (n.sum_bits > 30) return common::reasons::sums_of_31_bits;
  const bool fits = n.most_shift <= (n.sum_bits <= 20 ? most_shift : 11);
  return fits ? nullptr : "a multiplier shifts right by more than 13, or by more than 11 where a sum may pass 2^20";
}
/// The geometry with only those of its numbers that matter where they fit.
constexpr Geometry keep(Geometry g) {
  g.numbers = {.clamps_below = g.numbers.clamps_below};
  return g;
}

using common::Negatives, common::negatives;

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
  return negative < 0 ? negative : maximum(ceiling(u), 0);
}

/// Is the channel constant? Then its shift does not count, and need not fit.
constexpr bool gives_constant(Multiplier m) { return m.value == 0 || -m.shift < least_shift || -m.shift > most_shift; }

/// Packs a channel, whose `bias` has the input's zero point folded in. A constant one, with bias and weights 0, gets any multiplier.
template <Negatives negatives>
constexpr void pack(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, Multiplier m, const Constants& k) {
  if (gives_constant(m)) m = {1 << 30, -least_shift};
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

/// Requantizes sums of one channel, of which `least` has been taken. With products of 64 bits U is one of them, 10 bits shorter.
template <Negatives negatives, FlashAccess flash = FlashAccess::any, bool wide = Core::wide_products>
class Requantizer {
 public:
  /// `packed` is what lies behind `start`.
  [[gnu::always_inline]] constexpr Requantizer(const std::uint32_t* packed, const Outputs& out)
      : lowest(out.lowest), highest(out.highest) {
    const std::uint32_t value = load<flash>(packed), numbers = load<flash>(packed + 1);
    const std::uint32_t down = (numbers & 0xFF) - (wide ? 10 : 0);
    if constexpr (negatives == Negatives::kept) least = load<flash>(packed + 2);
    window = numbers >> 8, shift = static_cast<int>(down + 1);
    rounding = (static_cast<std::uint32_t>(out.rounding) << down) + (wide ? 1 : 1024);
    constexpr int bits = negatives == Negatives::kept ? 10 : 8;  // of the lowest digit
    low = wide ? value : value & ((1u << bits) - 1);
    middle = value << 12 >> (12 + bits), high = value >> 20;
  }
  /// An int8; whoever stores it makes it one, and not before.
  [[gnu::always_inline]] constexpr std::int32_t operator()(std::uint32_t sum) const {
    if (sum >= window) return as_signed(sum) < 0 ? lowest : highest;
    if constexpr (negatives == Negatives::kept) sum += least;
    return as_signed(product(sum) + rounding) >> shift;
  }

 private:
  std::uint32_t window, low, middle, high, rounding, least = 0;
  int shift;
  std::int32_t lowest, highest;

  static constexpr std::int32_t as_signed(std::uint32_t word) { return static_cast<std::int32_t>(word); }
  static constexpr std::uint32_t shift_right(std::uint32_t word, int count) {
    return negatives == Negatives::kept ? static_cast<std::uint32_t>(as_signed(word) >> count) : word >> count;
  }
  [[gnu::always_inline]] constexpr std::uint32_t product(std::uint32_t sum) const {
    const std::uint32_t negative = negatives == Negatives::kept ? sum >> 31 : 0;
    if constexpr (wide) {
      const std::int64_t all = std::int64_t{as_signed(sum << 2)} * as_signed(low);
      return static_cast<std::uint32_t>(static_cast<std::uint64_t>(all) >> 32) - (negative << 1);
    } else {
      constexpr int bits = negatives == Negatives::kept ? 10 : 8;
      std::uint32_t u = shift_right(sum * low, bits);
      u = shift_right(sum * middle + u, 20 - bits);
      return sum * high + u - (negative << 11);
    }
  }
};

/// One of them.
template <Negatives negatives>
constexpr std::int8_t requantize(std::uint32_t sum, const std::uint32_t* packed, const Outputs& out) {
  return static_cast<std::int8_t>(Requantizer<negatives>(packed, out)(sum));
}

/// The outputs up to `end`, from `sums` and `more`, of channels that are packed in fours, `stride` words from one four to the next.
template <Negatives negatives, FlashAccess flash = FlashAccess::any>
constexpr void requantize_sums_portable(const std::uint32_t* packed, const std::uint32_t* sums, std::int8_t* out,
                                        const std::int8_t* end, std::uint32_t more, Outputs outputs, int stride) {
  for (; out < end; packed += stride) {
    const std::uint32_t* channel = packed;
    for (int i = 0; i < 4 && out < end; ++i, channel += 1 + words(negatives))
      *out++ = static_cast<std::int8_t>(
          Requantizer<negatives, flash>(channel + 1, outputs)(load<flash>(channel) + *sums++ + more));
  }
}

}  // namespace tinytmpl::kernels::scalar::short_products
