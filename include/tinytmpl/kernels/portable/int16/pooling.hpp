// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/int16/row.hpp>
#include <tinytmpl/kernels/portable/reduce.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as the pools of int8
/// in place  the output may lie over any one of the input rows
struct Int16Pool : Int16KernelFor<Op::max_pool, Op::average_pool> {
  static constexpr const char* name = "pool, int16";
  static constexpr int scratch_bytes(const Geometry& g) { return Int16Channel::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    Int16Channel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        std::int32_t most = -32768, sum = 0;
        int count = 0;
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int, int) {
          const std::int32_t q = int16_at(pixel, c);
          most = maximum(most, q);
          sum += q;
          ++count;
        });
        const std::int32_t q = wide.clamped(g.op == Op::max_pool ? most : rounded_mean(sum, count));
        buffer.set(x, static_cast<std::int16_t>(q));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

/// computes  as the mean of int8, over rows, too
struct Int16Mean : Int16KernelFor<Op::mean> {
  static constexpr const char* name = "mean, int16";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c) {
        std::int32_t sum = 0;
        for_each_reduced<g>(band, x, c, [&](const std::int8_t* row, int i) { sum += int16_at(row, i); });
        put_int16(band.out[0], x * g.out.c + c, requantized<g>(sum, k, wide, 0));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
