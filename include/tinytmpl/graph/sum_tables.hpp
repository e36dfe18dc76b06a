// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/constants.hpp>
#include <tinytmpl/core/linear_sum.hpp>
#include <tinytmpl/core/real_sum.hpp>

/// The sums of two tensors that a LinearSum is proved equal to (linear.hpp).
namespace tinytmpl::graph {

/// The least and the most of some numbers.
struct Spread {
  std::int64_t least = std::int64_t{1} << 62, most = -(std::int64_t{1} << 62);

  constexpr void take(std::int64_t x) {
    if (x < least) least = x;
    if (x > most) most = x;
  }
};

/// The first number of 32 bits from which on `reaches` is true; the last one, if there is none. It looks around `guess` first.
template <class Reaches>
constexpr std::int64_t first_that(std::int64_t guess, Reaches reaches) {
  constexpr std::int64_t bottom = -(std::int64_t{1} << 31), top = (std::int64_t{1} << 31) - 1;
  std::int64_t below = guess, from = guess, step = 2;
  for (; below > bottom && reaches(below); step *= 2) from = below, below = maximum(bottom, below - step);
  for (; from < top && (from == below || !reaches(from)); step *= 2) below = from, from = minimum(top, from + step);
  while (from - below > 1) {
    const std::int64_t middle = (below + from) >> 1;
    (reaches(middle) ? from : below) = middle;
  }
  return from;
}

/// TFLite's sum of two tensors as tables: what each int8 contributes, and from which sum of contributions on the output is at
/// least `lowest + 1 + i`. Contributions and outputs never fall as inputs rise; a subtraction counts its second operand down.
struct SumTables {
  Array<std::int32_t, 256> left, right;
  Array<std::int64_t, 256> thresholds;
  int lowest = -128, highest = 127;
  int zero_point[2] = {}, output_zero_point = 0;
  Multiplier multiplier;  // of sums

  template <Rounding rounding>
  static constexpr SumTables of(const Constants& k, bool subtracts) {
    SumTables tables;
    const int sign = subtracts ? -1 : 1;
    for (int i = 0; i < 256; ++i) {
      tables.left[i] = multiply<rounding>((i - 128 - k.zero_point[0]) * (1 << 20), k.multipliers[0]);
      tables.right[i] = sign * multiply<rounding>((i - 128 - k.zero_point[1]) * (1 << 20), k.multipliers[1]);
    }
    tables.lowest = k.lowest, tables.highest = k.highest;
    tables.zero_point[0] = k.zero_point[0], tables.zero_point[1] = k.zero_point[1];
    tables.output_zero_point = k.output_zero_point, tables.multiplier = k.multipliers[2];
    for (std::int64_t i = 0, guess = 0, last = 0; i < k.highest - k.lowest; ++i) {
      const std::int64_t least = k.lowest + i + 1 - k.output_zero_point;
      const std::int64_t threshold = first_that(guess, [&](std::int64_t sum) {
        return multiply<rounding>(static_cast<std::int32_t>(sum), k.multipliers[2]) >= least;
      });
      tables.thresholds[static_cast<int>(i)] = threshold;
      guess = bounded(2 * threshold - last, -limit, limit);  // they lie at nearly equal distances
      last = threshold;
    }
    return tables;
  }
  static constexpr std::int64_t limit = (std::int64_t{1} << 31) - 1;  // no sum comes near it

  /// Do inputs a - 128 and b - 128 give at least output `lowest + 1 + i`?
  constexpr bool reaches(int a, int b, int i) const { return std::int64_t{left[a]} + right[b] >= thresholds[i]; }
  /// How far from a step linear sums may lie on the wrong side of it. The tables' sums, times a factor, are the linear ones but for
  /// what roundings make of both; all is counted in 2^-bits.
  constexpr std::int64_t farthest(const LinearSum& sum) const {
    const int bits = 31 - sum.shift - multiplier.shift;
    const std::int64_t one = std::int64_t{1} << bits, unit = std::int64_t{1} << sum.shift, factor = multiplier.value;
    Spread of_left, of_right, steps;
    for (int i = 0; i < 256; ++i) {
      of_left.take(std::int64_t{i - 128 - zero_point[0]} * sum.left * one - factor * left[i]);
      of_right.take(std::int64_t{i - 128 - zero_point[1]} * sum.right * one - factor * right[i]);
    }
    for (int i = 0; i < highest - lowest; ++i) {
      const std::int64_t threshold = thresholds[i], step = (lowest + 1 + i - output_zero_point) * unit - unit / 2;
      if (-limit < threshold && threshold < limit) steps.take(step * one - factor * threshold);
    }
    if (steps.least > steps.most) return 0;
    return (maximum(steps.most - of_left.least - of_right.least, of_left.most + of_right.most - steps.least) >> bits) +
           1;
  }
};

/// ONNX Runtime's sum of two tensors, of float32 numbers.
struct RealSum {
  float left, right, out;  // scales; that of what is subtracted is negative
  int lowest = -128, highest = 127;
  int zero_point[2] = {}, output_zero_point = 0;

  static constexpr RealSum of(const Constants& k, bool subtracts) {
    const float second = as_float32(k.multipliers[1]);
    return {as_float32(k.multipliers[0]),
            subtracts ? -second : second,
            as_float32(k.multipliers[2]),
            k.lowest,
            k.highest,
            {k.zero_point[0], k.zero_point[1]},
            k.output_zero_point};
  }

  constexpr bool reaches(int a, int b, int i) const {
    const float x = static_cast<float>(a - 128 - zero_point[0]) * left,
                y = static_cast<float>(b - 128 - zero_point[1]) * right;
    return steps_of_sum(x, y, out) + output_zero_point >= lowest + 1 + i;
  }
  /// Both factors of a linear sum are within 1.5 of the real ones, which inputs of 255 at most multiply: 765. float32 numbers of up to
  /// 2^31 parts of a step are rounded twice by up to 2^-24 of them, their sum and its quotient, near a step no more than 2^8 steps of
  /// up to 2^23 parts, by as much: 2 * 256 and 256.
  static constexpr std::int64_t farthest(const LinearSum&) { return 765 + 3 * 256 + 1; }
};

template <Rounding rounding>
constexpr auto reference_sum(const Constants& k, bool subtracts) {
  if constexpr (rounding == Rounding::onnx) return RealSum::of(k, subtracts);
  else return SumTables::of<rounding>(k, subtracts);
}

}  // namespace tinytmpl::graph
