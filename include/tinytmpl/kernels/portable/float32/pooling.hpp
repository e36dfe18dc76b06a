// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <tinytmpl/core/roots.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>

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

/// computes  the clamped root of the mean of squares of the taps that lie on the image: TFLite reference/pooling.h, L2Pool
/// in place  the output may lie over any one of the input rows
struct RealL2Pool : RealKernelFor<Op::l2_pool> {
  static constexpr const char* name = "root mean square pool, float32";
  static constexpr int scratch_bytes(const Geometry& g) { return RealChannel::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    RealChannel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        float sum = 0;
        int count = 0;
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int, int) {
          sum += exact(real_at(pixel, c) * real_at(pixel, c));
          ++count;
        });
        buffer.set(x, reals.clamped(square_root(sum / static_cast<float>(count))));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
