// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/runs.hpp>
#include <tinytmpl/kernels/scalar/arithmetic.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

/// Sums and products of two tensors, one of which may be smaller.
namespace tinytmpl::kernels::scalar::elementwise {

/// The loop that each core can run.
template <class Combine, int l, int r>
constexpr void combine_run(std::int8_t* out, const std::int8_t* left, const std::int8_t* right, int count,
                           common::runs::Steps<l, r>, const Combine& combine) {
  for (; count > 0; --count, left += l, right += r) *out++ = combine(*left, *right);
}

/// computes  (left * x + right * y + offset) >> shift, which is what portable computes: see core/linear_sum.hpp
struct Linear {
  std::uint32_t left, right, offset;
  int shift;
  std::int32_t lowest, highest;

  constexpr Linear(const LinearSum& sum, const Constants& k)
      : left(static_cast<std::uint32_t>(sum.left)), right(static_cast<std::uint32_t>(sum.right)),
        offset(static_cast<std::uint32_t>(sum.offset)), shift(sum.shift), lowest(k.lowest), highest(k.highest) {}
  constexpr std::int8_t operator()(std::int32_t x, std::int32_t y) const {
    const std::uint32_t all = static_cast<std::uint32_t>(x) * left + static_cast<std::uint32_t>(y) * right + offset;
    return static_cast<std::int8_t>(bounded(static_cast<std::int32_t>(all) >> shift, lowest, highest));
  }
};

/// computes  a sum, as portable: each operand in units that are 2^20 finer
template <Geometry g>
struct Sum {
  Multiplier left, right, sum;
  std::int32_t x0, y0, zero_point, lowest, highest;

  constexpr explicit Sum(const Constants& k)
      : left(load<g.flash>(k.multipliers)), right(load<g.flash>(k.multipliers + 1)),
        sum(load<g.flash>(k.multipliers + 2)), x0(k.zero_point[0]), y0(k.zero_point[1]),
        zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}
  /// x * 2^20 * m, for a multiplier of at most a half: its product in two parts.
  [[gnu::always_inline]] static constexpr std::int32_t finer(std::int32_t x, Multiplier m) {
    if constexpr (rounds_once(g.rounding)) {
      return multiply<g.rounding>(x * (1 << 20), m);
    } else {
      const std::int32_t high = x * (m.value >> 16), low = x * (m.value & 0xFFFF);
      const std::int32_t product = high * 32 + ((low + (1 << 10)) >> 11);
      if (m.shift >= 0) return product;
      return (product + (product >> 31) + (1 << (-m.shift - 1))) >> -m.shift;
    }
  }
  constexpr std::int8_t operator()(std::int32_t x, std::int32_t y) const {
    const std::int32_t a = finer(x - x0, left), b = finer(y - y0, right);
    const std::int32_t all = wide_products::scale<g.rounding>(g.op == Op::add ? a + b : a - b, sum);
    return static_cast<std::int8_t>(bounded(all + zero_point, lowest, highest));
  }
};

/// computes  a product, as portable
template <Geometry g>
struct Product {
  Multiplier product;
  std::int32_t x0, y0, zero_point, lowest, highest;

  constexpr explicit Product(const Constants& k)
      : product(load<g.flash>(k.multipliers)), x0(k.zero_point[0]), y0(k.zero_point[1]),
        zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}
  constexpr std::int8_t operator()(std::int32_t x, std::int32_t y) const {
    const std::int32_t z = (x - x0) * (y - y0);  // less than 2^16
    if constexpr (has_short_outputs(g)) {        // as in requantize.hpp
      std::int32_t u = (z * (product.value & 0x3FF)) >> 10;
      u = (z * (product.value >> 10 & 0x3FF) + u) >> 10;
      u = z * (product.value >> 20) + u + (z >> 31) * (1 << 11);
      const int e = -product.shift;
      const std::int32_t scaled = (u + (1 << 10) + (1 << (10 + e))) >> (11 + e);
      return static_cast<std::int8_t>(bounded(scaled + zero_point, lowest, highest));
    } else {
      return static_cast<std::int8_t>(
          bounded(wide_products::scale<g.rounding>(z, product) + zero_point, lowest, highest));
    }
  }
};

/// Calls `combine` for all runs of a row.
template <Geometry g>
constexpr void combine_runs(const Band& band, const auto& combine) {
  common::runs::for_each_run<g>(band, [&](auto... run) { combine_run(run..., combine); });
}

}  // namespace tinytmpl::kernels::scalar::elementwise

namespace tinytmpl::kernels::scalar {

/// computes  a linear sum of tensors of any sizes
/// in place  the output may lie over an operand of its size
struct LinearSumOfRuns : KernelFor<Op::add, Op::sub> {
  static constexpr const char* name = "linear sum, in runs";
  static constexpr const char* refuses(const Geometry& g) {
    return g.numbers.linear_shift > 0 ? nullptr : common::reasons::not_linear;
  }
  static constexpr Geometry keeps(Geometry g) {
    g.numbers = {.linear_shift = 1};
    return g;
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    elementwise::combine_runs<g>(band, elementwise::Linear(load<g.flash>(k.linear), k));
  }
};

/// computes  as portable
/// in place  the output may lie over an operand of its size
struct SumOfRuns : KernelFor<Op::add, Op::sub> {
  static constexpr const char* name = "sum, in runs";
  static constexpr const char* refuses(const Geometry& g) {
    return g.rounding == Rounding::onnx ? common::reasons::of_reals : nullptr;
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    elementwise::combine_runs<g>(band, elementwise::Sum<g>(k));
  }
};
struct ProductOfRuns : KernelFor<Op::mul> {
  static constexpr const char* name = "product, in runs";
  static constexpr const char* refuses(const Geometry& g) { return refuses_outputs(g); }
  static constexpr Geometry keeps(const Geometry& g) { return keep_products(g); }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    elementwise::combine_runs<g>(band, elementwise::Product<g>(k));
  }
};

}  // namespace tinytmpl::kernels::scalar
