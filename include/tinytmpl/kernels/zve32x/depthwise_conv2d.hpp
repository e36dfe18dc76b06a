// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <tinytmpl/kernels/zve32x/requantize.hpp>
#include <tinytmpl/kernels/zve32x/strip.hpp>

namespace tinytmpl::kernels {

/// Depthwise convolutions with channels along the vectors.
namespace rvv {

constexpr bool convolves_depthwise(const Geometry& g) {
  return g.op == Op::depthwise_conv2d && g.out.c == g.in[0].c && requantizes(g);
}

template <Geometry g>
using DepthwiseRows = ChannelRows<g.out.c, g.kernel_h * g.cols.size>;

/// A row's outputs of some channels on their way to memory that may lie over the inputs: the last `before` of them wait until the
/// windows of the next ones, which begin so many columns further left, have been read.
template <Geometry g>
class Delayed {
 public:
  Delayed(std::int8_t* memory, std::int8_t* row, size_t channels) : waiting(memory), out(row), n(channels) {}

  /// Are there some that wait? `full` tells at compile time that there are.
  [[gnu::always_inline]] void put(auto bytes, auto full) {
    if constexpr (g.cols.before == 0) {
      vse8(out, bytes, n);
      out += g.out.c;
    } else {
      if (full || count >= g.cols.before) write(count);
      vse8(place(count++), bytes, n);
    }
  }
  void put_rest() {
    if constexpr (g.cols.before > 0)
      for (int i = max(0, count - g.cols.before); i < count; ++i) write(i);
  }

 private:
  std::int8_t *waiting, *out;
  size_t n;
  int count = 0;

  std::int8_t* place(int i) const { return waiting + i % g.cols.before * g.out.c; }
  [[gnu::always_inline]] void write(int i) {
    vse8(out, vle8<4>(place(i), n), n);
    out += g.out.c;
  }
};

/// Pixels whose windows lie on the image, without the first, which wait.
constexpr Range inner_pixels(const Geometry& g) {
  const int room = g.in[0].w + g.cols.before - g.cols.reach();
  return {g.cols.before, room < 0 ? 0 : min(g.out.w, room / g.cols.stride + 1)};
}

/// computes  `n` channels from `c` on of a row
/// cost      for a tap of two pixels 11 instructions, at the border some 9 of one
template <Geometry g>
inline void convolve_channels(const Band& band, const Constants& k, size_t c, size_t n) {
  constexpr int ratio = 4;
  using Rows = DepthwiseRows<g>;
  const Channels<Rows> channels(k.packed, c);
  const Limits limits(k);
  Delayed<g> out(band.scratch + g.out.c, band.out[0] + c, n);
  const std::int8_t* const* end = band.in + g.kernel_h;
  asm("" : "+r"(end));  // the loop is not unrolled: registers are too few for what would be loaded ahead

  /// The pixels x + pixel ..., whose windows are `inner` ones or not.
  const auto put_pixels = [&]<int... pixel>(auto inner, int x,
                                            std::integer_sequence<int, pixel...>) __attribute__((always_inline)) {
    const auto add_up = [&](auto... sum) __attribute__((always_inline)) {
      const std::int8_t* weights = channels.weights();
      for (const std::int8_t* const* row = band.in; row != end; ++row) {
        const auto activation = [&, in = *row](int j, int p) __attribute__((always_inline)) {
          const int column = g.cols.start(x + p) + j * g.cols.dilation;
          const bool there = inner || (in && column >= 0 && column < g.in[0].w);
          return vsext(vle8<ratio>(there ? in + column * g.in[0].c + c : band.scratch, n), n);
        };
        for (int j = 0; j < g.cols.size; ++j, weights += Rows::row) {
          const auto w = vsext(vle8<ratio>(weights, n), n);
          ((sum = vwmacc(sum, activation(j, pixel), w, n)), ...);
        }
      }
      const auto put = [&](auto bytes) __attribute__((always_inline)) { out.put(bytes, inner); };
      requantize<ratio, scaling(g)>(channels, limits, n, put, sum...);
    };
    const auto starts = vle32<ratio>(channels.starts(), n);
    add_up((static_cast<void>(pixel), starts)...);
  };

  bool inside = true;
  for (int i = 0; i < g.kernel_h; ++i) inside = inside && band.in[i];
  constexpr Range inner = inner_pixels(g);
  for (int x = 0; x < g.out.w;) {
    if (inside && x >= inner.begin && x + 2 <= inner.end) {
      put_pixels(std::true_type{}, x, std::integer_sequence<int, 0, 1>{});
      x += 2;
    } else {
      put_pixels(std::false_type{}, x, std::integer_sequence<int, 0>{});
      ++x;
    }
  }
  out.put_rest();
}

}  // namespace rvv

template <Geometry g>
  requires(rvv::convolves_depthwise(g))
constexpr Packing packing(zve32x) {
  return {rvv::DepthwiseRows<g>::groups, rvv::DepthwiseRows<g>::words};
}
template <Geometry g>
  requires(rvv::convolves_depthwise(g))
constexpr void pack(zve32x, std::uint32_t* words, const Constants& k, int group) {
  rvv::DepthwiseRows<g>::pack(words, k, group, 1, g.out.c);
}
/// Zero points of all channels, and outputs that wait.
template <Geometry g>
  requires(rvv::convolves_depthwise(g))
constexpr int scratch_bytes(zve32x) {
  return (1 + g.cols.before) * g.out.c;
}

/// computes  as portable, some channels after the others
/// in place  the output may lie over any one of the input rows
template <Geometry g>
  requires(rvv::convolves_depthwise(g))
inline zve32x compute(zve32x, const Band& band, const Constants& k) {
  rvv::fill_bytes(band.scratch, static_cast<std::int8_t>(k.zero_point[0]), g.out.c);
  for (rvv::size_t c = 0, n = 0; c < g.out.c; c += n) {
    n = rvv::vsetvl<4>(g.out.c - c);
    rvv::convolve_channels<g>(band, k, c, n);
  }
  return {};
}

}  // namespace tinytmpl::kernels
