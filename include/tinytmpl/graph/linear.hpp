// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/constants.hpp>

/// The search for a LinearSum that equals TFLite's chain of three multipliers for all 65,536 pairs of int8, and its proof: each
/// pair is looked at, in the compiler. It is cut into parts, as a constant expression may not be long.
namespace tinytmpl {

/// TFLite's sum of two tensors as tables: what each int8 contributes, and from which sum of contributions on the output is at
/// least `lowest + 1 + i`. Contributions and outputs never fall as inputs rise; a subtraction counts its second operand down.
struct SumTables {
  Array<std::int32_t, 256> left, right;
  Array<std::int64_t, 256> thresholds;
  int lowest = -128, highest = 127;

  template <Rounding rounding>
  static constexpr SumTables of(const Constants& k, bool subtracts) {
    SumTables tables;
    const int sign = subtracts ? -1 : 1;
    for (int i = 0; i < 256; ++i) {
      tables.left[i] = multiply<rounding>((i - 128 - k.zero_point[0]) * (1 << 20), k.multipliers[0]);
      tables.right[i] = sign * multiply<rounding>((i - 128 - k.zero_point[1]) * (1 << 20), k.multipliers[1]);
    }
    tables.lowest = k.lowest, tables.highest = k.highest;
    for (int i = 0; i < tables.highest - tables.lowest; ++i) {
      std::int64_t below = -(std::int64_t{1} << 31), from = (std::int64_t{1} << 31) - 1;
      if (i > 0) below = tables.thresholds[i - 1] - 1;
      while (from - below > 1) {
        const std::int64_t middle = (below + from) >> 1;
        const std::int64_t output =
            multiply<rounding>(static_cast<std::int32_t>(middle), k.multipliers[2]) + k.output_zero_point;
        (output > tables.lowest + i ? from : below) = middle;
      }
      tables.thresholds[i] = from;
    }
    return tables;
  }
};

/// The offsets with which a candidate has passed so far: none if `least > most`.
struct Offsets {
  std::int64_t least, most;

  constexpr bool found() const { return least <= most; }
};

/// Narrows `offsets` to those that are right for input `a` of the left operand with all of the right one. While the output stays
/// the same, only the first and the last of those pairs can narrow them; and what is clamped cannot. There is no call in its
/// loops: the compiler runs them many thousand times.
constexpr void narrow(Offsets& offsets, const SumTables& tables, const LinearSum& sum, int a) {
  const int levels = tables.highest - tables.lowest, step = sum.right >= 0 ? 1 : -1, begin = step > 0 ? 0 : 255;
  const auto& right = tables.right.elements;
  const auto& thresholds = tables.thresholds.elements;
  const std::int64_t unit = std::int64_t{1} << sum.shift, stride = std::int64_t{step} * sum.right;
  const std::int64_t left = tables.left[a];
  // of pair (a, i) at `level` the least offset is  base + level * unit - i * stride,  the most is less than a unit above it
  const std::int64_t base =
      tables.lowest * unit - std::int64_t{a - 128} * sum.left - std::int64_t{begin - 128} * sum.right;
  for (int level = 0, i = 0; level < levels;) {
    const std::int64_t next = thresholds[level] - left;
    while (i < 256 && right[begin + i * step] < next) ++i;
    const std::int64_t largest = base + (level + 1) * unit - 1 - (i - 1) * stride;
    if (i > 0 && largest < offsets.most) offsets.most = largest;
    if (i == 256) return;
    while (level < levels && left + right[begin + i * step] >= thresholds[level]) ++level;
    const std::int64_t smallest = base + level * unit - i * stride;
    if (smallest > offsets.least) offsets.least = smallest;
  }
}

/// What is left of `offsets` after inputs [first, last) of the left operand.
constexpr Offsets narrowed(Offsets offsets, const SumTables& tables, const LinearSum& sum, int first, int last) {
  for (int a = first; a < last && offsets.found(); ++a) narrow(offsets, tables, sum, a);
  return offsets;
}

constexpr double real(Multiplier m) {
  double number = m.value;
  for (int shift = 31; shift > m.shift; --shift) number /= 2;
  for (int shift = 31; shift < m.shift; ++shift) number *= 2;
  return number;
}

/// Candidate `number`: factors next to the real ones, at the largest shifts at which no sum exceeds 32 bits. None: shift 0.
constexpr LinearSum linear_candidate(const Constants& k, bool subtracts, int number) {
  const double unit = real(k.multipliers[2]) * (1 << 20);
  const double left = real(k.multipliers[0]) * unit, right = real(k.multipliers[1]) * unit * (subtracts ? -1 : 1);
  const double reach = maximum(128 + k.zero_point[0], 127 - k.zero_point[0]) * left +
                       maximum(128 + k.zero_point[1], 127 - k.zero_point[1]) * (right < 0 ? -right : right) + 130;
  int shift = 23;
  while (shift > 0 && reach * (1 << shift) >= 2147483647.0) --shift;
  shift -= number / 9;
  if (shift < 8) return {};
  const auto candidate = [shift](double factor, int which) {
    return static_cast<std::int32_t>(nearest_integer(factor * (1 << shift))) + (which + 1) % 3 - 1;
  };
  return {candidate(left, number % 3), candidate(right, number / 3 % 3), 0, shift};
}

/// Where the search for an offset begins: next to the real one. Clamped outputs alone would not keep it where sums fit into
/// 32 bits.
constexpr Offsets offsets_near_real(const Constants& k, const LinearSum& sum) {
  const std::int64_t unit = std::int64_t{1} << sum.shift;
  const std::int64_t real = k.output_zero_point * unit + unit / 2 - std::int64_t{k.zero_point[0]} * sum.left -
                            std::int64_t{k.zero_point[1]} * sum.right;
  return {real - unit, real + unit};
}

/// The first candidate that is proved; shift 0 if none is.
template <const Constants& k, Rounding rounding, bool subtracts>
class LinearSearch {
  static constexpr int candidates = 27, parts = 8;
  static constexpr SumTables tables = SumTables::of<rounding>(k, subtracts);

  template <int number>
  static constexpr LinearSum candidate = linear_candidate(k, subtracts, number);
  template <int number, int part>
  struct Proof {
    static constexpr Offsets offsets = narrowed(Proof<number, part - 1>::offsets, tables, candidate<number>,
                                                part * (256 / parts), (part + 1) * (256 / parts));
  };
  template <int number>
  struct Proof<number, -1> {
    static constexpr Offsets offsets = offsets_near_real(k, candidate<number>);
  };

 public:
  template <int number = 0, int part = 0>
  static constexpr LinearSum find() {
    if constexpr (number == candidates || candidate<number>.shift == 0) {
      return {};
    } else if constexpr (!Proof<number, part>::offsets.found()) {
      return find<number + 1>();
    } else if constexpr (part + 1 < parts) {
      return find<number, part + 1>();
    } else {
      constexpr Offsets offsets = Proof<number, part>::offsets;
      LinearSum sum = candidate<number>;
      sum.offset = static_cast<std::int32_t>((offsets.least + offsets.most) >> 1);
      return sum;
    }
  }
};

}  // namespace tinytmpl
