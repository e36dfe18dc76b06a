// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/kernels/portable/reduce.hpp>

namespace tinytmpl::kernels::portable {

/// computes  sum / count, or the sum, over rows, columns, channels: TFLite reference/reduce.h, Mean and ReduceGeneric
struct RealMean : RealKernelFor<Op::mean> {
  static constexpr const char* name = "mean, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        float sum = 0;
        for_each_reduced<g>(band, x, c, [&](const std::int8_t* row, int i) { sum += real_at(row, i); });
        put_real(band.out[0], x * g.out.c + c, reals.clamped(sum / static_cast<float>(divisor(g))));
      }
  }
};

/// computes  the largest, or the smallest, and of what is no number what comes last: TFLite micro/kernels/reduce_common.cc
struct RealReducedExtreme : RealKernelFor<Op::reduce_max, Op::reduce_min> {
  static constexpr const char* name = "largest or smallest, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using Reals = std::numeric_limits<float>;
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        float extreme = g.op == Op::reduce_max ? Reals::lowest() : (Reals::max)();
        for_each_reduced<g>(band, x, c, [&](const std::int8_t* row, int i) {
          const float q = real_at(row, i);
          if (!(g.op == Op::reduce_max ? extreme > q : extreme < q)) extreme = q;
        });
        put_real(band.out[0], x * g.out.c + c, reals.clamped(extreme));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
