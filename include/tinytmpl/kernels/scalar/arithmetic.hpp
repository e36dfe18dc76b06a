// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>
#include <tinytmpl/kernels/scalar/target.hpp>

namespace tinytmpl::kernels {

/// A sum of two rows of one size that is linear: see core/linear_sum.hpp. A constant row would be read byte by byte.
constexpr bool is_linear_sum(const Geometry& g) {
  return (g.flash == FlashAccess::any || g.constant_rows == 0) && (g.op == Op::add || g.op == Op::sub) &&
         g.numbers.linear_shift > 0 && g.in[0] == g.out && g.in[1] == g.out;
}

namespace linear {

/// computes  out = (left * x + right * y + offset) >> shift, saturated to int8, for `count` elements
constexpr void add(const std::int8_t* x, const std::int8_t* y, std::int8_t* out, int count, LinearSum sum) {
  const auto product = [](std::int32_t a, std::int32_t b) {
    return static_cast<std::uint32_t>(a) * static_cast<std::uint32_t>(b);
  };
  for (int i = 0; i < count; ++i) {
    const std::uint32_t all =
        product(x[i], sum.left) + product(y[i], sum.right) + static_cast<std::uint32_t>(sum.offset);
    out[i] = static_cast<std::int8_t>(bounded(static_cast<std::int32_t>(all) >> sum.shift, -128, 127));
  }
}

/// computes  (left * x + right * y + offset) >> shift, which is what portable computes
/// in place  the output may lie over an operand
template <Geometry g, class Add>
constexpr void add_rows(const Band& band, const Constants& k, Add add) {
  std::int8_t* const out = band.out[0];
  add(operand_row<g, 0>(band, k), operand_row<g, 1>(band, k), out, g.out.size(), load<g.flash>(k.linear));
  if constexpr (!g.numbers.saturates)
    for (int i = 0; i < g.out.size(); ++i) out[i] = k.clamped(out[i]);
}

}  // namespace linear

template <Geometry g>
  requires(is_linear_sum(g))
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  linear::add_rows<g>(band, k, linear::add);
  return {};
}

}  // namespace tinytmpl::kernels
