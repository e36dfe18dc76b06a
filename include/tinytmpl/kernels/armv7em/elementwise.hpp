// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/arithmetic.hpp>
#include <tinytmpl/kernels/armv7em/scale.hpp>
#include <tinytmpl/kernels/common/runs.hpp>

/// Sums and products of two tensors, one of which may be smaller, or a constant; sums that are not linear.
namespace tinytmpl::kernels::armv7em {

/// computes  (left * x + right * y + offset) >> shift, which is what portable computes: see core/linear_sum.hpp
template <int shift>
struct Linear {
  LinearSum sum;

  explicit Linear(const Constants& k) : sum(*k.linear) {}
  [[gnu::always_inline]] std::int32_t operator()(std::int32_t x, std::int32_t y) const {
    return ssat8_asr<shift>(multiply_add(y, sum.right, multiply_add(x, sum.left, sum.offset)));
  }
};

/// A multiplier, and what its right shift adds to what it shifts.
struct Shifted {
  std::int32_t doubled, half, ties, shift;

  explicit Shifted(Multiplier m)
      : doubled(static_cast<std::int32_t>(2u * static_cast<std::uint32_t>(m.value))),
        half(m.shift < 0 ? 1 << (-m.shift - 1) : 0), ties(m.shift < 0 ? -1 : 0), shift(m.shift < 0 ? -m.shift : 0) {}
  [[gnu::always_inline]] std::int32_t operator()(std::int32_t x) const {
    const std::int32_t high = smmlar(x, doubled, x);
    return (high + ((high >> 31) & ties) + half) >> shift;
  }
};
/// computes  a sum, as portable: each operand in units that are 2^20 finer
template <Op op>
struct Sum {
  Shifted left, right, sum;
  std::int32_t x0, y0, zero_point;

  explicit Sum(const Constants& k)
      : left(k.multipliers[0]), right(k.multipliers[1]), sum(k.multipliers[2]), x0(k.zero_point[0]),
        y0(k.zero_point[1]), zero_point(k.output_zero_point) {}
  [[gnu::always_inline]] std::int32_t operator()(std::int32_t x, std::int32_t y) const {
    const std::int32_t a = left((x - x0) * (1 << 20)), b = right((y - y0) * (1 << 20));
    return ssat8(sum(op == Op::add ? a + b : a - b) + zero_point);
  }
};

/// computes  a product, as portable
template <Geometry g>
struct Product {
  std::int32_t x0, y0;
  std::uint32_t start = 0, rest[Outputs<g>::words] = {};
  Outputs<g> outputs;

  explicit Product(const Constants& k) : x0(k.zero_point[0]), y0(k.zero_point[1]), outputs(k) {
    Outputs<g>::pack(&start, rest, 0, k.multipliers[0], k);
  }
  [[gnu::always_inline]] std::int32_t operator()(std::int32_t x, std::int32_t y) const {
    return outputs(static_cast<std::uint32_t>((x - x0) * (y - y0)), rest);
  }
};

/// Four elements at a time.
template <class Combine, int l, int r>
[[gnu::always_inline]] inline void combine_run(std::int8_t* out, const std::int8_t* left, const std::int8_t* right,
                                               int count, common::runs::Steps<l, r>, const Combine& combine) {
  const auto load = []<int step>(const std::int8_t* from, std::int32_t(&to)[4]) __attribute__((always_inline)) {
    if constexpr (step == 1) load_four(from, to);
    else to[0] = to[1] = to[2] = to[3] = *from;
  };
  for (; count >= 4; count -= 4, left += 4 * l, right += 4 * r, out += 4) {
    std::int32_t x[4], y[4];
    load.template operator()<l>(left, x);
    load.template operator()<r>(right, y);
    [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
      ((out[i] = static_cast<std::int8_t>(combine(x[i], y[i]))), ...);
    }(std::make_integer_sequence<int, 4>{});
  }
  for (; count > 0; --count, left += l, right += r) *out++ = static_cast<std::int8_t>(combine(*left, *right));
}
template <Geometry g>
[[gnu::always_inline]] inline void combine_runs(const Band& band, const Constants& k, auto combine) {
  common::runs::for_each_run<g>(band,
                                [&](auto... run) __attribute__((always_inline)) { combine_run(run..., combine); });
  clamp_row<g>(band.out[0], k);
}

/// computes  as portable
/// in place  the output may lie over an operand of its size
struct SumOfRuns : KernelFor<Op::add, Op::sub> {
  static constexpr const char* name = "sum, in runs";
  static constexpr const char* refuses(const Geometry& g) {
    return rounds_twice(g.rounding) || g.numbers.linear_shift > 0 ? nullptr : common::reasons::not_rounded_twice;
  }
  static constexpr Geometry keeps(const Geometry& g) { return LinearRows::keeps(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (g.numbers.linear_shift > 0) combine_runs<g>(band, k, Linear<g.numbers.linear_shift>(k));
    else combine_runs<g>(band, k, Sum<g.op>(k));
  }
};
struct ProductOfRuns : KernelFor<Op::mul> {
  static constexpr const char* name = "product, in runs";
  static constexpr const char* refuses(const Geometry& g) { return refuses_shifts(g); }
  static constexpr Geometry keeps(const Geometry& g) { return keep_shifts(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    combine_runs<g>(band, k, Product<g>(k));
  }
};

}  // namespace tinytmpl::kernels::armv7em
