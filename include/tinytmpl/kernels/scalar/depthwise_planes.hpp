// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/scalar/planes.hpp>
#include <tinytmpl/kernels/scalar/wide_products.hpp>

namespace tinytmpl::kernels::planes {

/// Planes of bytes without sign, which most cores load best; weights as words.
template <Geometry g, int most>
struct Bytes {
  using Element = std::uint8_t;
  using Outputs = OutputsOf<g>;
  using Shape = planes::Shape<g>;
  static constexpr int offset = 128, packed_weights = divide_up(Shape::taps, 4), weights = 4 * packed_weights;
  static constexpr int at_once = together<g, most>([](int outputs) { return 1 + 3 * outputs; });

  static constexpr void widen(std::int32_t* to, const std::uint32_t* packed) {
    for (const std::uint32_t* const end = packed + packed_weights; packed != end; ++packed, to += 4) {
      const std::uint32_t word = load<g.flash>(packed);
      for (int i = 0; i < 4; ++i) to[i] = static_cast<std::int8_t>(word >> (8 * i));
    }
  }
  [[gnu::noinline]] static constexpr void add_up(std::uint32_t* sums, const Element* x, const std::int32_t* widened,
                                                 std::uint32_t start, int count) {
    for (int next = 0; next < count; next += at_once) {
      const int first = minimum(next, count - at_once);
      [&]<int... p>(std::integer_sequence<int, p...>) {
        std::uint32_t sum[] = {(static_cast<void>(p), start)...};
        const Element* from = x + first * g.cols.stride;
        const std::int32_t *w = widened, *const end = w + Shape::taps;
        for (; w != end; from += Shape::pitch, w += g.cols.size)
          [&]<int... j>(std::integer_sequence<int, j...>) __attribute__((always_inline)) {
            const auto tap = [&](int at) __attribute__((always_inline)) {
              const auto weight = static_cast<std::uint32_t>(w[at]);
              ((sum[p] += weight * from[p * g.cols.stride + at]), ...);
            };
            (tap(j), ...);
          }(std::make_integer_sequence<int, g.cols.size>{});
        ((sums[first + p] = sum[p]), ...);
      }(std::make_integer_sequence<int, at_once>{});
    }
  }
};

}  // namespace tinytmpl::kernels::planes

namespace tinytmpl::kernels {

/// A depthwise convolution of any window, multiplier and numbers.
template <Geometry g>
concept BytePlanes = planes::has_planes(g) && has_outputs(g) && !Depthwise3x3<g>;

template <Geometry g>
  requires BytePlanes<g>
constexpr int scratch_bytes(scalar) {
  return planes::scratch_bytes<g, planes::Bytes<g, scalar::pixels>>;
}
template <Geometry g>
  requires BytePlanes<g>
constexpr Packing packing(scalar) {
  return {g.out.c, planes::channel_words<OutputsOf<g>>(planes::Shape<g>::taps)};
}
template <Geometry g>
  requires BytePlanes<g>
constexpr void pack(scalar, std::uint32_t* words, const Constants& k, int channel) {
  using Bytes = planes::Bytes<g, scalar::pixels>;
  planes::pack_channel<OutputsOf<g>>(words, k, channel, g.out.c, planes::Shape<g>::taps, Bytes::offset);
}

/// computes  as portable, from a plane of each channel
/// in place  the output may lie over any one of the input rows: a channel is read before it is written
template <Geometry g>
  requires BytePlanes<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  planes::convolve_row<g, planes::Bytes<g, scalar::pixels>>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
