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
  static constexpr int most_unrolled = 8;  // taps of a row

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
  /// Rows whose edges are no wider than a block: the first and the last one know which of their taps lie on the image.
  struct Edges {
    Range whole;
    int size, first, last;  // of a block; where blocks of whole windows begin, and end
    bool few;

    constexpr explicit Edges(const Geometry& g)
        : whole(reals::whole_windows(g)), size(reals::block_size(g.out.w, at_once)), first(whole.begin > 0 ? size : 0),
          last(whole.end < g.out.w ? g.out.w - size : g.out.w),
          few(g.cols.size <= most_unrolled && whole.begin <= size && g.out.w - whole.end <= size &&
              (first >= last || whole.end - whole.begin >= size)) {}
  };

  template <Geometry g>
  static void compute_pixels(const Band& band, const Constants& k) {
    constexpr Edges edges(g);
    const RealNumbers reals = *k.reals;  // a copy: what is written could be that, for all that the compiler knows
    portable::RealChannel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      const float bias = portable::bias_at<g>(k, c);
      const auto compute = [&]<int count>(auto x) __attribute__((always_inline)) {
        float sums[count] = {};
        add_up<g, 1, count>(sums, band, k, x, c);
        for (int p = 0; p < count; ++p) buffer.set(x + p, reals.clamped(sums[p] + bias));
      };
      if constexpr (edges.few) {
        if constexpr (edges.first > 0) compute.template operator()<edges.size>(std::integral_constant<int, 0>{});
        for (int x = edges.first; x < edges.last; x += edges.size)
          compute.template operator()<edges.size>(minimum(x, edges.whole.end - edges.size));
        if constexpr (edges.last < g.out.w && (edges.last > 0 || edges.first == 0))
          compute.template operator()<edges.size>(std::integral_constant<int, edges.last>{});
      } else {
        reals::for_each_block<g, at_once>(compute);
      }
      buffer.store(g.out, band.out[0], c);
    }
  }

  /// The sums of some channels, from `c` on, at some pixels, from `x` on, which is a constant type's value at an edge.
  template <Geometry g, int channels, int pixels>
  static void add_up(float* sums, const Band& band, const Constants& k, auto x, int c) {
    constexpr bool edge = !std::is_same_v<decltype(x), int>;
    constexpr bool whole = !edge && pixels > 1 && g.cols.size <= most_unrolled;
    [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
      float sum[] = {(static_cast<void>(i), 0.0f)...};
      const int start = g.cols.start(x), origin = whole ? start : 0;  // columns are counted from there
      const int channel = origin * g.in[0].c + c / (g.out.c / g.in[0].c);
      const auto add = [&](const std::int8_t* in, const float* w, int j) __attribute__((always_inline)) {
        const auto add_product = [&](float& to, int column, int of_block) __attribute__((always_inline)) {
          if (edge && (column < 0 || column >= g.in[0].w)) return;
          to += exact(portable::real_at(in, column * g.in[0].c + of_block) * w[j * g.out.c + of_block]);
        };
        (add_product(sum[i], start - origin + i / channels * g.cols.stride + j * g.cols.dilation, i % channels), ...);
      };
#pragma GCC unroll 1
      for (int r = 0; r < g.kernel_h; ++r) {
        const std::int8_t* row = rows_of<g>(band)[r];
        if (!row) continue;
        row += channel * portable::real_bytes;
        const float* w = k.weights.as<float>() + r * g.cols.size * g.out.c + c;
        if constexpr (edge || whole) {
          [&]<int... j>(std::integer_sequence<int, j...>)
              __attribute__((always_inline)) { (add(row, w, j), ...); }(std::make_integer_sequence<int, g.cols.size>{});
        } else {
          const Range taps = g.cols.taps(x, g.in[0].w);
          for (int j = taps.begin; j < taps.end; ++j) add(row, w, j);
        }
      }
      ((sums[i] = sum[i]), ...);
    }(std::make_integer_sequence<int, channels * pixels>{});
  }
};

}  // namespace tinytmpl::kernels::common
