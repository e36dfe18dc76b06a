// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::kernels::portable {

/// computes  the clamped maximum, or mean, of the taps that lie on the image: TFLite reference/pooling.h
/// in place  the output may lie over any one of the input rows
struct RealPool : RealKernelFor<Op::max_pool, Op::average_pool> {
  static constexpr const char* name = "pool, float32";
  static constexpr int scratch_bytes(const Geometry& g) { return RealChannel::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    RealChannel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        float most = std::numeric_limits<float>::lowest(), sum = 0;
        int count = 0;
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int, int) {
          const float q = real_at(pixel, c);
          most = maximum(most, q);
          sum += q;
          ++count;
        });
        buffer.set(x, reals.clamped(g.op == Op::max_pool ? most : sum / static_cast<float>(count)));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

/// computes  sum / count over rows, columns, channels: TFLite reference/reduce.h, Mean
struct RealMean : RealKernelFor<Op::mean> {
  static constexpr const char* name = "mean, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    const bool columns = g.out.w < g.in[0].w, channels = g.out.c < g.in[0].c;
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        float sum = 0;
        for (int i = 0; i < g.kernel_h; ++i)
          for (int j = columns ? 0 : x; j < (columns ? g.in[0].w : x + 1); ++j)
            for (int d = channels ? 0 : c; d < (channels ? g.in[0].c : c + 1); ++d)
              sum += real_at(rows_of<g>(band)[i], j * g.in[0].c + d);
        put_real(band.out[0], x * g.out.c + c, reals.clamped(sum / static_cast<float>(summed(g))));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
