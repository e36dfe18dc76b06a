// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/arithmetic.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

namespace tinytmpl::kernels {

/// Of the numbers counts only whether they fit, whether negatives are kept, and whether a sum is linear.
constexpr Geometry specialize(scalar, const Geometry& given) {
  Geometry g = given;
  g.numbers = {};
  if (g.op == Op::conv2d || g.op == Op::depthwise_conv2d) {
    g.numbers.clamps_below = given.numbers.clamps_below;
    g.numbers.minus_128 = given.numbers.minus_128 && g.out.w > 1;
  }
  if (g.op == Op::max_pool) g.numbers.saturates = given.numbers.saturates;
  const bool has_sums = g.op == Op::conv2d || g.op == Op::depthwise_conv2d || g.op == Op::mul;
  if (has_sums && !has_short_outputs(given)) g.numbers.least_shift = wide_products::fit(given.numbers) ? 0 : -31;
  const bool reads_bytes =
      given.flash == FlashAccess::word && given.constant_rows > 0;  // which no kernel for linear sums does
  if ((g.op == Op::add || g.op == Op::sub) && given.numbers.linear_shift > 0 && !reads_bytes)
    g.numbers.linear_shift = 1, g.numbers.saturates = given.numbers.saturates;
  return g;
}

}  // namespace tinytmpl::kernels
