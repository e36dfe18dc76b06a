// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::scalar {

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
  add(band.in[0].row(), band.in[1].row(), out, g.out.size(), load<g.flash>(k.linear));
  if constexpr (!g.numbers.saturates)
    for (int i = 0; i < g.out.size(); ++i) out[i] = k.clamped(out[i]);
}

}  // namespace linear

/// computes  a sum of two rows of one size that is linear: see core/linear_sum.hpp
/// in place  the output may lie over an operand
struct LinearRows : KernelFor<Op::add, Op::sub> {
  static constexpr const char* name = "linear sum of rows";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.numbers.linear_shift == 0) return common::reasons::not_linear;
    return g.in[0] == g.out && g.in[1] == g.out ? nullptr : common::reasons::other_sizes;
  }
  static constexpr Geometry keeps(Geometry g) {
    g.numbers = {.linear_shift = 1, .saturates = g.numbers.saturates};
    return g;
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    linear::add_rows<g>(band, k, linear::add);
  }
};

}  // namespace tinytmpl::kernels::scalar
