// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/column_sums.hpp>
#include <tinytmpl/kernels/zve32x/instructions.hpp>

namespace tinytmpl::kernels::zve32x {

/// computes  a maximum, pixel by pixel. Without padding on the left an output never lies over what is still read.
/// in place  the output may lie over any one of the input rows
struct MaximumOfVectors : KernelFor<Op::max_pool> {
  static constexpr const char* name = "maximum, channels in vectors";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.cols.stride == 0) return common::reasons::no_stride;
    return g.cols.before == 0 ? nullptr : "the image is padded on the left";
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x) {
      const Range taps = g.cols.taps(x, g.in[0].w);
      for (size_t c = 0, n = 0; c < g.out.c; c += n, out += n) {
        n = vsetvl<1>(g.out.c - c);
        auto most = vmv<1>(k.lowest, n);
        for (int i = 0; i < g.kernel_h; ++i) {
          const std::int8_t* row = rows_of<g>(band)[i];
          if (!row) continue;
          for (int j = taps.begin; j < taps.end; ++j) {
            const std::int8_t* in = row + (g.cols.start(x) + j * g.cols.dilation) * g.in[0].c + c;
            most = vmax(most, vle8<1>(in, n), n);
          }
        }
        vse8(out, vmin(most, k.highest, n), n);
      }
    }
  }
};

/// computes  out += the columns of row `row`, channel by channel, in 16 bits; starts anew at row 0
struct SumsOfColumns : KernelForSums<Op::row_sum> {
  static constexpr const char* name = "sums of columns, channels in vectors";
  static constexpr const char* refuses(const Geometry& g) { return common::refuses_column_sums(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants&) {
    std::int8_t* out = band.out[0];
    for (size_t c = 0, n = 0; c < g.out.c; c += n, out += 2 * n) {
      n = vsetvl<2>(g.out.c - c);
      auto sums = vmv<2>(std::int16_t{0}, n);
      if (band.row > 0) sums = load_halves<2>(out, n);
      const std::int8_t* in = band.in[0].row() + c;
      for (int x = 0; x < g.in[0].w; ++x, in += g.in[0].c) sums = vwadd(sums, vle8<2>(in, n), n);
      store_halves(out, sums, n);
    }
  }
};

}  // namespace tinytmpl::kernels::zve32x
