// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/layers/svdf.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as svdf, of real numbers
struct RealSingularValueFilter : RealKernelFor<Op::svdf> {
  static constexpr const char* name = "svdf, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    const int rank = layers::svdf_rank(g);
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * g.in[0].bytes() / g.in[0].w;
      for (int u = 0; u < g.out.c; ++u) {
        float sum = bias_at<g>(k, u);
        for (int f = u * rank; f < (u + 1) * rank; ++f) {
          float newest = 0;
          for (int c = 0; c < g.in[0].c; ++c)
            newest += exact(weight_at<g>(k, reals, f * g.in[0].c + c, 0) * real_at(in, c));
          sum += over_time<g>(band, k, reals, f, newest);
        }
        put_real(band.out[0], x * g.out.c + u, reals.clamped(sum));
      }
    }
  }

 private:
  template <auto g>
  static constexpr float over_time(const Band& band, const Constants& k, const RealNumbers& reals, int filter,
                                   float newest) {
    const int memory = layers::svdf_memory(g), filters = g.out.c * layers::svdf_rank(g);
    std::int8_t* kept = state_row(band, 1) + filter * memory * real_bytes;
    float sum = 0;
    for (int i = 0; i < memory; ++i) {
      const float step = i + 1 < memory ? real_at(kept, i + 1) : newest;
      put_real(kept, i, step);
      sum += exact(weight_at<g>(k, reals, filters * g.in[0].c + filter * memory + i, 0) * step);
    }
    return sum;
  }
};

}  // namespace tinytmpl::kernels::portable
