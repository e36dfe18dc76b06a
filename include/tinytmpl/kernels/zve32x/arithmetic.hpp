// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/arithmetic.hpp>
#include <tinytmpl/kernels/zve32x/instructions.hpp>

namespace tinytmpl::kernels::zve32x {

/// computes  out = (left * x + right * y + offset) >> shift, saturated to int8, for `count` elements
/// cost      18 instructions for as many elements as eight registers hold words
[[gnu::noinline]] inline void add_linear(const std::int8_t* x, const std::int8_t* y, std::int8_t* out, int count,
                                         LinearSum linear) {
  constexpr int ratio = 4;
  for (size_t n = 0, left = static_cast<size_t>(count); left > 0; left -= n, x += n, y += n, out += n) {
    n = vsetvl<ratio>(left);
    const auto products = vmul(vsext4(vle8<ratio>(x, n), n), linear.left, n);
    const auto sum = vadd(vmacc(products, linear.right, vsext4(vle8<ratio>(y, n), n), n), linear.offset, n);
    vse8(out, vnclip(vnclip<rdn>(sum, static_cast<size_t>(linear.shift), n), n), n);
  }
}

/// computes  as scalar's
struct LinearRows : scalar::LinearRows {
  static constexpr const char* name = "linear sum of rows, in vectors";

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    scalar::linear::add_rows<g>(band, k, add_linear);
  }
};

}  // namespace tinytmpl::kernels::zve32x
