// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/common/float32/windows.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

namespace tinytmpl::kernels::common {

/// computes  as portable: a channel at some pixels at a time or, where a row has one pixel, some channels
/// in place  the output may lie over any one of the input rows
struct RealDepthwiseConvolution : portable::RealKernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise convolution, float32, in blocks";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.flash == FlashAccess::word) return reasons::by_words;
    return g.weights == Element::float32 ? nullptr : reasons::int8_weights;
  }
  static constexpr int scratch_bytes(const Geometry& g) {
    return has_channels(g) ? 0 : portable::RealChannel::bytes(g);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (has_channels(g)) compute_channels<g>(band, k);
    else compute_pixels<g>(band, k);
  }

 private:
  static constexpr int at_once = 4;

  /// Are channels computed together? No channel is read once another one is written.
  static constexpr bool has_channels(const Geometry& g) { return g.out.w == 1 && g.out.c == g.in[0].c; }

  template <Geometry g>
  static void compute_channels(const Band& band, const Constants& k) {
    constexpr int rest = g.out.c % at_once;
    int c = 0;
    const auto compute_some = [&]<int count>(std::integral_constant<int, count>) {
      float sums[count] = {};
      add_up<g, count, 1>(sums, band, k, 0, c);
      for (int i = 0; i < count; ++i, ++c)
        portable::put_real(band.out[0], c, k.reals->clamped(sums[i] + portable::bias_at<g>(k, c)));
    };
    while (c < g.out.c - rest) compute_some(std::integral_constant<int, at_once>{});
    if constexpr (rest > 0) compute_some(std::integral_constant<int, rest>{});
  }
  template <Geometry g>
  static void compute_pixels(const Band& band, const Constants& k) {
    const RealNumbers reals = *k.reals;  // a copy: what is written could be that, for all that the compiler knows
    portable::RealChannel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      const float bias = portable::bias_at<g>(k, c);
      reals::for_each_block<g, at_once>([&]<int count>(int x) {
        float sums[count] = {};
        add_up<g, 1, count>(sums, band, k, x, c);
        for (int p = 0; p < count; ++p) buffer.set(x + p, reals.clamped(sums[p] + bias));
      });
      buffer.store(g.out, band.out[0], c);
    }
  }

  /// The sums of some channels, from `c` on, at some pixels, from `x` on.
  template <Geometry g, int channels, int pixels>
  static void add_up(float* sums, const Band& band, const Constants& k, int x, int c) {
    [&]<int... i>(std::integer_sequence<int, i...>) {
      float sum[] = {(static_cast<void>(i), 0.0f)...};
      const int column = g.cols.start(x), channel = c / (g.out.c / g.in[0].c);
      const auto add = [&](const std::int8_t* in, const float* w) __attribute__((always_inline)) {
        ((sum[i] +=
          exact(portable::real_at(in, i / channels * g.cols.stride * g.in[0].c + i % channels) * w[i % channels])),
         ...);
      };
      for (int row = 0; row < g.kernel_h; ++row) {
        if (!rows_of<g>(band)[row]) continue;
        const std::int8_t* in = rows_of<g>(band)[row] + (column * g.in[0].c + channel) * portable::real_bytes;
        const float* w = k.weights.as<float>() + row * g.cols.size * g.out.c + c;
        constexpr int step = g.cols.dilation * g.in[0].c * portable::real_bytes;
        if constexpr (pixels > 1 && g.cols.size <= 8) {
          [&]<int... j>(std::integer_sequence<int, j...>) __attribute__((always_inline)) {
            (add(in + j * step, w + j * g.out.c), ...);
          }(std::make_integer_sequence<int, g.cols.size>{});
        } else {
          const Range taps = g.cols.taps(x, g.in[0].w);
          for (int j = taps.begin; j < taps.end; ++j) add(in + j * step, w + j * g.out.c);
        }
      }
      ((sums[i] = sum[i]), ...);
    }(std::make_integer_sequence<int, channels * pixels>{});
  }
};

}  // namespace tinytmpl::kernels::common
