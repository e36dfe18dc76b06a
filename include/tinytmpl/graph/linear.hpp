// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/sort.hpp>
#include <tinytmpl/graph/sum_tables.hpp>

/// The search for a LinearSum that equals the reference's sum, TFLite's chain of three multipliers or ONNX Runtime's float32, for all
/// 65,536 pairs of int8, and its proof, in the compiler. Both are steps: an output rises where a sum passes a threshold. They can differ only for pairs whose linear sum is
/// near a step, so of the pairs, sorted by their distance to the next step, only the first ones are looked at.
namespace tinytmpl::graph {

constexpr double real(Multiplier m) {
  double number = m.value;
  for (int shift = 31; shift > m.shift; --shift) number /= 2;
  for (int shift = 31; shift < m.shift; ++shift) number *= 2;
  return number;
}

/// Candidate `number`: factors next to the real ones, at the largest shifts at which no sum exceeds 32 bits. None: shift 0.
template <Rounding rounding>
constexpr LinearSum linear_candidate(const Constants& k, bool subtracts, int number) {
  if (rounding == Rounding::onnx && k.multipliers[2].value == 0) return {};  // a scale that is too small
  const double unit = rounding == Rounding::onnx ? 1 / real(k.multipliers[2]) : real(k.multipliers[2]) * (1 << 20);
  const double left = real(k.multipliers[0]) * unit, right = real(k.multipliers[1]) * unit * (subtracts ? -1 : 1);
  const double reach = maximum(128 + k.zero_point[0], 127 - k.zero_point[0]) * left +
                       maximum(128 + k.zero_point[1], 127 - k.zero_point[1]) * (right < 0 ? -right : right) + 130;
  int shift = 23;
  while (shift > 0 && reach * (1 << shift) >= double{2147483647}) --shift;
  shift -= number / 9;
  if (shift < 8) return {};
  const auto candidate = [shift](double factor, int which) {
    return static_cast<std::int32_t>(nearest_integer(factor * (1 << shift))) + (which + 1) % 3 - 1;
  };
  return {candidate(left, number % 3), candidate(right, number / 3 % 3), 0, shift};
}

/// The offset of the real numbers.
constexpr std::int64_t real_offset(const Constants& k, const LinearSum& sum) {
  const std::int64_t unit = std::int64_t{1} << sum.shift;
  return k.output_zero_point * unit + unit / 2 - std::int64_t{k.zero_point[0]} * sum.left -
         std::int64_t{k.zero_point[1]} * sum.right;
}

/// The offsets with which a candidate is right, less the real one: none if `least > most`.
struct Offsets {
  std::int64_t least, most;

  constexpr bool found() const { return least <= most; }
};

/// Finds the offsets with which `sum` equals the reference's. With an offset, output `lowest + 1 + i` begins at step `i`: where
/// left * x + right * y is  (lowest + 1 + i - output_zero_point) * unit - unit / 2  of inputs less their zero points.
template <class Reference>
class LinearProof {
  const Reference& tables;
  const LinearSum& sum;
  const std::int64_t unit = std::int64_t{1} << sum.shift;
  const std::int64_t stray = tables.farthest(sum);
  // Clamped outputs alone would not keep an offset where sums fit into 32 bits: it begins near the real one.
  Offsets offsets{-unit, unit};
  Array<std::int64_t, 256> sorted{};  // of the right operand: products modulo a unit, and their inputs

 public:
  constexpr LinearProof(const Reference& in_tables, const LinearSum& candidate) : tables(in_tables), sum(candidate) {}

  constexpr Offsets find() {
    if (stray >= unit) return {1, 0};
    for (int b = 0; b < 256; ++b) sorted[b] = (right_product(b) & (unit - 1)) << 8 | b;
    merge_sort(sorted, 256, [](std::int64_t x, std::int64_t y) { return x < y; });
    for (int a = 0; a < 256 && offsets.found(); ++a) narrow(a);
    return offsets;
  }

 private:
  constexpr std::int64_t left_product(int a) const { return std::int64_t{a - 128 - tables.zero_point[0]} * sum.left; }
  constexpr std::int64_t right_product(int b) const { return std::int64_t{b - 128 - tables.zero_point[1]} * sum.right; }

  /// The step at which the sum of (a, b) lies or which it has passed last.
  constexpr std::int64_t passed(int a, int b) const {
    return ((left_product(a) + right_product(b) + unit / 2) >> sum.shift) + tables.output_zero_point - tables.lowest -
           1;
  }
  /// Input `n` of the right operand, in the order of their products.
  constexpr int ascending(int n) const { return sum.right < 0 ? 255 - n : n; }
  /// How many inputs of the right operand leave the sum with `a` below `least` steps.
  constexpr int count_below(int a, int least) const {
    int count = 0;
    for (int size = 128; size > 0; size /= 2)
      if (passed(a, ascending(count + size - 1)) < least) count += size;
    return count + (passed(a, ascending(count)) < least);
  }

  /// Narrows the offsets to those that are right for input `a` of the left operand and any of the right one. Where most outputs
  /// are clamped, few inputs count: the others are passed over.
  constexpr void narrow(int a) {
    const int first = count_below(a, -1), last = count_below(a, tables.highest - tables.lowest);
    if (last - first > 32) return narrow_by_nearest(a);
    for (int n = first; n < last; ++n) {
      const int b = ascending(n);
      const std::int64_t above = (left_product(a) + right_product(b) + unit / 2) & (unit - 1);
      look(a, b, above), look(a, b, above - unit);
    }
  }
  /// The same, by the sums next to a step first, as far as they can narrow anything.
  constexpr void narrow_by_nearest(int a) {
    const std::int64_t product = left_product(a), beyond = (product + unit / 2) & (unit - 1);  // a step
    const std::int64_t wanted = (beyond == 0 ? 0 : unit - beyond) << 8;
    int first = 0;  // whose sum lies next above a step
    for (int size = 128; size > 0; size /= 2)
      if (sorted[first + size - 1] < wanted) first += size;
    if (sorted[first] < wanted) ++first;
    for (int i = 0; i < 256; ++i) {
      const std::int64_t next = sorted[(first + i) & 255], above = (beyond + (next >> 8)) & (unit - 1);
      if (above > stray && -above <= offsets.least) break;
      look(a, static_cast<int>(next & 255), above);
    }
    for (int i = 255; i >= 0; --i) {
      const std::int64_t next = sorted[(first + i) & 255], below = unit - ((beyond + (next >> 8)) & (unit - 1));
      if (below > stray && below - 1 >= offsets.most) break;
      look(a, static_cast<int>(next & 255), -below);
    }
  }
  /// Pair (a, b), whose linear sum lies `above` a step.
  constexpr void look(int a, int b, std::int64_t above) {
    const std::int64_t at = left_product(a) + right_product(b) - above;  // the step
    const std::int64_t i = ((at + unit / 2) >> sum.shift) + tables.output_zero_point - tables.lowest - 1;
    if (i < 0 || i >= tables.highest - tables.lowest) return;  // clamped
    if (tables.reaches(a, b, static_cast<int>(i))) offsets.least = maximum(offsets.least, -above);
    else offsets.most = minimum(offsets.most, -above - 1);
  }
};

/// Candidate `number`, if it is proved; else its shift is -1, or 0 if there are no more candidates.
template <Rounding rounding>
constexpr LinearSum proved_candidate(const auto& tables, const Constants& k, bool subtracts, int number) {
  LinearSum sum = linear_candidate<rounding>(k, subtracts, number);
  if (sum.shift == 0) return sum;
  const Offsets offsets = LinearProof(tables, sum).find();
  if (!offsets.found()) return {0, 0, 0, -1};
  sum.offset = static_cast<std::int32_t>((2 * real_offset(k, sum) + offsets.least + offsets.most) >> 1);
  return sum;
}

constexpr int linear_candidates = 27;

/// The first candidate that is proved; shift 0 if none is.
template <Rounding rounding>
constexpr LinearSum find_linear_sum(const Constants& k, bool subtracts) {
  const auto tables = reference_sum<rounding>(k, subtracts);
  for (int number = 0; number < linear_candidates; ++number) {
    const LinearSum sum = proved_candidate<rounding>(tables, k, subtracts, number);
    if (sum.shift >= 0) return sum;
  }
  return {};
}

/// The same in the compiler: each candidate is a constant expression of its own, which may not be long.
template <const Constants& k, Rounding rounding, bool subtracts>
class LinearSearch {
  static constexpr auto tables = reference_sum<rounding>(k, subtracts);
  template <int number>
  static constexpr LinearSum candidate = proved_candidate<rounding>(tables, k, subtracts, number);

 public:
  template <int number = 0>
  static constexpr LinearSum find() {
    if constexpr (number == linear_candidates) return {};
    else if constexpr (candidate<number>.shift >= 0) return candidate<number>;
    else return find<number + 1>();
  }
};

}  // namespace tinytmpl::graph
