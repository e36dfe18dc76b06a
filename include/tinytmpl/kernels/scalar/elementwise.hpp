// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/runs.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

/// Sums and products of two tensors, one of which may be smaller, or a constant.
namespace tinytmpl::kernels::elementwise {

template <Geometry g>
constexpr bool is_elementwise(Op op) {
  return g.op == op && (g.flash == FlashAccess::any || g.constant_rows == 0);
}

/// The loop that each core can run.
template <class Combine, int l, int r>
constexpr void combine_run(std::int8_t* out, const std::int8_t* left, const std::int8_t* right, int count,
                           runs::Steps<l, r>, const Combine& combine) {
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

}  // namespace tinytmpl::kernels::elementwise

namespace tinytmpl::kernels {

/// A linear sum of tensors of different sizes.
template <Geometry g>
concept LinearBroadcast = (elementwise::is_elementwise<g>(Op::add) || elementwise::is_elementwise<g>(Op::sub)) &&
                          g.numbers.linear_shift > 0 && (g.in[0] != g.out || g.in[1] != g.out);
template <Geometry g>
concept ExactSum =
    (elementwise::is_elementwise<g>(Op::add) || elementwise::is_elementwise<g>(Op::sub)) && g.numbers.linear_shift == 0;
template <Geometry g>
concept ScaledProduct = elementwise::is_elementwise<g>(Op::mul) && has_outputs(g);

/// The three of them, for any core.
///
/// in place  the output may lie over an operand of its size
template <Geometry g>
  requires(LinearBroadcast<g> || ExactSum<g> || ScaledProduct<g>)
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  const auto with = [&](auto one) {
    runs::for_each_run<g>(band, k, [&](auto... run) { elementwise::combine_run(run..., one); });
  };
  if constexpr (LinearBroadcast<g>) with(elementwise::Linear(load<g.flash>(k.linear), k));
  else if constexpr (ExactSum<g>) with(elementwise::Sum<g>(k));
  else with(elementwise::Product<g>(k));
  return {};
}

}  // namespace tinytmpl::kernels
