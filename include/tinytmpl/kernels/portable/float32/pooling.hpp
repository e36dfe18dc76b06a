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
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        put_real(band.out[0], x * g.out.c + c, reals.clamped(sum<g>(band, x, c) / static_cast<float>(summed(g))));
  }

 private:
  /// Of all that column x, channel c of the output is the mean of.
  template <auto g>
  static constexpr float sum(const Band& band, int x, int c) {
    const Range columns = g.out.w < g.in[0].w ? Range{0, g.in[0].w} : Range{x, x + 1};
    const Range channels = g.out.c < g.in[0].c ? Range{0, g.in[0].c} : Range{c, c + 1};
    float sum = 0;
    for (int i = 0; i < g.kernel_h; ++i)
      for (int j = columns.begin; j < columns.end; ++j)
        for (int d = channels.begin; d < channels.end; ++d) sum += real_at(rows_of<g>(band)[i], j * g.in[0].c + d);
    return sum;
  }
};

}  // namespace tinytmpl::kernels::portable
