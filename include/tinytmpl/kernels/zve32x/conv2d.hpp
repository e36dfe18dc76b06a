// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/zve32x/requantize.hpp>
#include <tinytmpl/kernels/zve32x/strip.hpp>

namespace tinytmpl::kernels::zve32x {

/// Convolutions with filters along the vectors: a tap's weights, widened to 16 bits, times an activation of each of some pixels, added
/// to 32-bit sums, which stay in registers.
/// How many pixels at once, and vectors of which ratio. Sums have 24 of the 32 registers: three pixels in groups of eight, or more in
/// smaller groups where these hold all filters.
struct Block {
  int ratio, pixels;
};
constexpr Block block_of(const Geometry& g) {
  int ratio = 4;
  while (ratio < 16 && g.out.c * 2 * ratio <= least_vlen && g.out.w > 24 * ratio / 32) ratio *= 2;
  const int most = minimum(24 * ratio / 32, g.out.w);
  const auto cost = [&](int pixels) {  // instructions for a tap, a tenth more if the last pixels need code of their own
    const int rest = g.out.w % pixels, whole = g.out.w / pixels * (5 + 2 * pixels);
    return rest > 0 ? 11 * (whole + 5 + 2 * rest) : 10 * whole;
  };
  int best = most;
  for (int pixels = most - 1; pixels > 0; --pixels)
    if (cost(pixels) < cost(best)) best = pixels;
  return {ratio, best};
}

template <Geometry g>
struct Filters {
  static constexpr int taps = g.kernel_h * g.cols.size * g.filter_c;
  using Rows = ChannelRows<g.out.c, taps>;

  /// Activations that lie side by side, in a row: all of a window, or the channels of a column.
  static constexpr bool side_by_side = g.cols.dilation == 1;
  static constexpr int run = side_by_side ? g.cols.size * g.filter_c : g.filter_c;
  static constexpr int runs = side_by_side ? 1 : g.cols.size, run_step = g.cols.dilation * g.filter_c;
  static constexpr int unrolled = run % 4 == 0 ? 4 : run % 3 == 0 ? 3 : run % 2 == 0 ? 2 : 1;
};

/// computes  all outputs of neighbouring pixels from their strips
/// cost      for a tap and a vector of filters 3 + 2 * pixels instructions
template <Geometry g, int ratio, int... pixel>
inline void convolve(const auto& strips, const Constants& k, std::int8_t* out, std::integer_sequence<int, pixel...>) {
  using Filters = zve32x::Filters<g>;
  constexpr int pitch = g.cols.stride * g.filter_c;  // from pixel to pixel
  const Limits limits(k);
  const int rows = not_known(g.kernel_h);
  for (size_t f = 0, n = 0; f < g.out.c; f += n) {
    n = vsetvl<ratio>(g.out.c - f);
    const Channels<typename Filters::Rows> filters(k.packed, f);
    const auto add_up = [&](auto... sum) __attribute__((always_inline)) {
      const std::int8_t* weights = filters.weights();
      const auto tap = [&](auto... activation) __attribute__((always_inline)) {
        const auto w = vsext(vle8<ratio>(weights, n), n);
        ((sum = vwmacc(sum, activation, w, n)), ...);
        weights += Filters::Rows::row;
      };
      for (int i = 0; i < rows; ++i)
        for (int j = 0; j < Filters::runs; ++j) {
          const std::int8_t* x = strips[i];
          if (!x) {
            for (int t = 0; t < Filters::run; ++t) tap((static_cast<void>(pixel), k.zero_point[0])...);
            continue;
          }
          x += j * Filters::run_step;
          for (const std::int8_t* const end = x + Filters::run; x != end; x += Filters::unrolled)
            [&]<int... t>(std::integer_sequence<int, t...>) __attribute__((always_inline)) {
              const auto at = [&](int place) __attribute__((always_inline)) { tap(x[place + pixel * pitch]...); };
              (at(t), ...);
            }(std::make_integer_sequence<int, Filters::unrolled>{});
        }
      const auto put = [&, next = out + f](auto bytes) mutable {
        vse8(next, bytes, n);
        next += g.out.c;
      };
      requantize<ratio, scaling(g)>(filters, limits, n, put, sum...);
    };
    const auto starts = vle32<ratio>(filters.starts(), n);
    add_up((static_cast<void>(pixel), starts)...);
  }
}

/// computes  a convolution without groups, or a dense layer
struct Convolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, filters in vectors";
  static constexpr const char* refuses(const Geometry& g) {
    return g.filter_c != g.in[0].c ? common::reasons::in_groups : common::refuses_scaling(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::keep_scaling(g); }
  static constexpr int scratch_bytes(const Geometry& g) {
    return leaves_image(g) ? g.kernel_h * strip_bytes(g, block_of(g).pixels) : 0;
  }
  static constexpr Packing packing(const Geometry& g) {
    return packing_of_rows(g.out.c, g.kernel_h * g.cols.size * g.filter_c);
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int group) {
    Filters<g>::Rows::pack(words, k, group, Filters<g>::taps, 1);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr Block block = block_of(g);
    const auto convolve = [&]<int pixels>(int x, std::integral_constant<int, pixels>) __attribute__((always_inline)) {
      const auto strips = find_strips<g>(band, x, pixels, static_cast<std::int8_t>(k.zero_point[0]));
      zve32x::convolve<g, block.ratio>(strips, k, band.out[0] + x * g.out.c, std::make_integer_sequence<int, pixels>{});
    };
    constexpr int rest = g.out.w % block.pixels;
    for (int x = 0; x < g.out.w - rest; x += block.pixels) convolve(x, std::integral_constant<int, block.pixels>{});
    if constexpr (rest > 0) convolve(g.out.w - rest, std::integral_constant<int, rest>{});
  }
};

}  // namespace tinytmpl::kernels::zve32x
