// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/reduce.hpp>
#include <tinytmpl/kernels/scalar/target.hpp>

namespace tinytmpl::kernels {

/// Sums of all columns, channel by channel.
template <Geometry g>
concept SumsOfChannels = g.op == Op::row_sum && g.out.w == 1 && g.out.c == g.in[0].c;

/// computes  out += the columns of row `row`; starts anew at row 0
template <Geometry g>
  requires SumsOfChannels<g>
constexpr scalar compute(scalar, const Band& band, const Constants&) {
  std::int8_t* out = band.out[0];
  for (int c = 0; c < g.out.c; ++c, out += g.sum_bytes) {
    std::int32_t sum = band.row == 0 ? 0 : load_sum<g.sum_bytes>(out);
    const std::int8_t *in = band.in[0] + c, *const end = in + g.in[0].size();
#pragma GCC unroll 4
    for (; in != end; in += g.in[0].c) sum += *in;
    store_sum<g.sum_bytes>(out, sum);
  }
  return {};
}

}  // namespace tinytmpl::kernels
