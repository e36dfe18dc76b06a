// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/pooling.hpp>
#include <tinytmpl/kernels/zve32x/instructions.hpp>

namespace tinytmpl::kernels {

namespace rvv {

/// Without padding on the left: then an output never lies over what is still read.
constexpr bool finds_largest(const Geometry& g) {
  return g.op == Op::max_pool && g.cols.before == 0 && g.cols.stride > 0;
}
/// Sums of all columns, channel by channel, in 16 bits?
constexpr bool adds_columns(const Geometry& g) {
  return g.op == Op::row_sum && g.sum_bytes == 2 && g.out.w == 1 && g.out.c == g.in[0].c;
}

}  // namespace rvv

template <Geometry g>
  requires(rvv::finds_largest(g))
constexpr int scratch_bytes(zve32x) {
  return 0;
}

/// computes  as portable, pixel by pixel
/// in place  the output may lie over any one of the input rows
template <Geometry g>
  requires(rvv::finds_largest(g))
inline zve32x compute(zve32x, const Band& band, const Constants& k) {
  std::int8_t* out = band.out[0];
  for (int x = 0; x < g.out.w; ++x) {
    const Range taps = g.cols.taps(x, g.in[0].w);
    for (rvv::size_t c = 0, n = 0; c < g.out.c; c += n, out += n) {
      n = rvv::vsetvl<1>(g.out.c - c);
      auto most = rvv::vmv<1>(k.lowest, n);
      for (int i = 0; i < g.kernel_h; ++i) {
        if (!band.in[i]) continue;
        for (int j = taps.begin; j < taps.end; ++j) {
          const std::int8_t* in = band.in[i] + (g.cols.start(x) + j * g.cols.dilation) * g.in[0].c + c;
          most = rvv::vmax(most, rvv::vle8<1>(in, n), n);
        }
      }
      rvv::vse8(out, rvv::vmin(most, k.highest, n), n);
    }
  }
  return {};
}

/// computes  out += the columns of row `row`; starts anew at row 0
template <Geometry g>
  requires(rvv::adds_columns(g))
inline zve32x compute(zve32x, const Band& band, const Constants&) {
  std::int8_t* out = band.out[0];
  for (rvv::size_t c = 0, n = 0; c < g.out.c; c += n, out += 2 * n) {
    n = rvv::vsetvl<2>(g.out.c - c);
    auto sums = rvv::vmv<2>(std::int16_t{0}, n);
    if (band.row > 0) sums = rvv::load_halves<2>(out, n);
    const std::int8_t* in = band.in[0] + c;
    for (int x = 0; x < g.in[0].w; ++x, in += g.in[0].c) sums = rvv::vwadd(sums, rvv::vle8<2>(in, n), n);
    rvv::store_halves(out, sums, n);
  }
  return {};
}

}  // namespace tinytmpl::kernels
