// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/halfword_windows.hpp>
#include <tinytmpl/kernels/armv7em/scale.hpp>
#include <tinytmpl/kernels/scalar/columns.hpp>

namespace tinytmpl::kernels {

namespace dsp {

/// Planes of 16 bits: a word is two columns of a row, and SMLAD two taps.
template <Geometry g>
struct Halfwords {
  using Element = std::int16_t;
  using Outputs = dsp::Outputs<g>;
  using Shape = planes::Shape<g>;
  static constexpr int offset = 0, pairs = divide_up(g.cols.size, 2);
  static constexpr int packed_weights = divide_up(g.kernel_h * pairs, 2), weights = 2 * packed_weights;
  static constexpr int at_once = planes::together<g, HalfwordWindows::most_outputs(g.cols.stride)>(
      [](int outputs) { return HalfwordWindows{outputs, pairs, g.cols.stride, Shape::pitch}.cost(); });
  static constexpr HalfwordWindows windows{at_once, pairs, g.cols.stride, Shape::pitch, planes::overlaps<g>(at_once)};

  /// A channel, packed:  start; Outputs::words; weights, two pairs of a row in each word, so that SXTB16 widens them.
  static constexpr int words = 1 + Outputs::words + packed_weights;
  static constexpr void pack(std::uint32_t* to, const Constants& k, int channel) {
    const bool constant = Outputs::gives_constant(k.multipliers[channel]);
    std::int32_t sum = 0;
    for (int row = 0; row < g.kernel_h && !constant; ++row)
      for (int column = 0; column < g.cols.size; ++column) {
        const int w = k.weights[(row * g.cols.size + column) * g.out.c + channel], pair = row * pairs + column / 2;
        to[1 + Outputs::words + pair / 2] |= (static_cast<std::uint32_t>(w) & 0xFF) << (column % 2 * 16 + pair % 2 * 8);
        sum += w;
      }
    const std::int32_t bias = constant ? 0 : k.folded_bias(channel, sum);
    Outputs::pack(to, to + 1, bias, k.multipliers[channel], k);
  }
  [[gnu::always_inline]] static inline void widen(std::int32_t* to, const std::uint32_t* packed) {
    for (const std::uint32_t* const end = packed + packed_weights; packed != end; ++packed, to += 2) {
      const auto four = static_cast<std::int32_t>(*packed);
      to[0] = sxtb16(four), to[1] = sxtb16_odd(four);
    }
  }
  static void add_up(std::uint32_t* sums, const Element* x, const std::int32_t* w, std::uint32_t start, int count) {
    const int overlap = (at_once - count % at_once) % at_once;
    const std::int32_t* const w_end = w + g.kernel_h * pairs;
    if constexpr (on_core) add_up_windows<windows>(sums, x, w, start, sums + count, w_end, overlap);
    else add_up_windows_portable<windows>(sums, x, w, start, sums + count, w_end, overlap);
  }
};

}  // namespace dsp

/// A depthwise convolution of any window, multiplier and numbers; but of one column.
template <Geometry g>
concept HalfwordPlanes = planes::has_planes(g) && dsp::scales(g) && dsp::Halfwords<g>::windows.fits_offsets() &&
                         !Depthwise3x3<g> && !columns::is_column(g);
template <Geometry g>
concept DepthwiseColumns = columns::is_column(g) && dsp::scales(g);

template <Geometry g>
  requires HalfwordPlanes<g>
constexpr int scratch_bytes(armv7em) {
  return planes::scratch_bytes<g, dsp::Halfwords<g>>;
}
template <Geometry g>
  requires HalfwordPlanes<g>
constexpr Packing packing(armv7em) {
  return {g.out.c, dsp::Halfwords<g>::words};
}
template <Geometry g>
  requires HalfwordPlanes<g>
constexpr void pack(armv7em, std::uint32_t* words, const Constants& k, int channel) {
  dsp::Halfwords<g>::pack(words, k, channel);
}

/// computes  as portable, from a plane of each channel
/// in place  the output may lie over any one of the input rows: a channel is read before it is written
template <Geometry g>
  requires HalfwordPlanes<g>
armv7em compute(armv7em, const Band& band, const Constants& k) {
  planes::convolve_row<g, dsp::Halfwords<g>>(band, k);
  return {};
}

template <Geometry g>
  requires DepthwiseColumns<g>
constexpr int scratch_bytes(armv7em) {
  return g.in[0].size();
}
template <Geometry g>
  requires DepthwiseColumns<g>
constexpr Packing packing(armv7em) {
  return {g.out.c, planes::channel_words<dsp::Outputs<g>>(g.kernel_h)};
}
template <Geometry g>
  requires DepthwiseColumns<g>
constexpr void pack(armv7em, std::uint32_t* words, const Constants& k, int channel) {
  planes::pack_channel<dsp::Outputs<g>>(words, k, channel, g.out.c, g.kernel_h, 0);
}

/// computes  as portable, each output from a column of bytes
/// in place  the output may lie over any one of the input rows: nobody else reads what an output lies over
template <Geometry g>
  requires DepthwiseColumns<g>
armv7em compute(armv7em, const Band& band, const Constants& k) {
  columns::convolve_row<g, dsp::Outputs<g>>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
