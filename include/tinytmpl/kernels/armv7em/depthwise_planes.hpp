// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/halfword_windows.hpp>
#include <tinytmpl/kernels/armv7em/scale.hpp>
#include <tinytmpl/kernels/common/columns.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/portable/depthwise_conv2d.hpp>

namespace tinytmpl::kernels::armv7em {

/// The windows of a plane that are added up together.
constexpr HalfwordWindows windows_of(const Geometry& g) {
  const int pairs = divide_up(g.cols.size, 2), stride = g.cols.stride, pitch = common::planes::Shape(g).pitch;
  const int at_once = common::planes::together(g, HalfwordWindows::most_outputs(stride), [&](int outputs) {
    return HalfwordWindows{outputs, pairs, stride, pitch}.cost();
  });
  return {at_once, pairs, stride, pitch, common::planes::overlaps(g, at_once)};
}
/// Words of a channel's weights, widened, and packed: as they are where they have a zero point, which is taken off them.
constexpr int halfword_weights(const Geometry& g) { return 2 * divide_up(g.kernel_h * divide_up(g.cols.size, 2), 2); }
constexpr int packed_halfwords(const Geometry& g) { return halfword_weights(g) / (g.as_uint8 ? 1 : 2); }

/// Planes of 16 bits: a word is two columns of a row, and SMLAD two taps.
template <Geometry g>
struct Halfwords {
  using Element = std::int16_t;
  using Outputs = armv7em::Outputs<g>;
  static constexpr HalfwordWindows windows = windows_of(g);
  static constexpr int offset = 0, pairs = windows.pairs, at_once = windows.outputs;
  static constexpr int packed_weights = packed_halfwords(g), weights = halfword_weights(g);

  /// A channel, packed:  start; Outputs::words; weights, two pairs of a row in each word, so that SXTB16 widens them.
  static constexpr void pack(std::uint32_t* to, const Constants& k, int channel) {
    const bool constant = Outputs::gives_constant(k.multipliers[channel]);
    std::int32_t sum = 0;
    for (int row = 0; row < g.kernel_h && !constant; ++row)
      for (int column = 0; column < g.cols.size; ++column) {
        const int w = k.weights[(row * g.cols.size + column) * g.out.c + channel] -
                      portable::zero_point_of_weights<g>(k),
                  pair = row * pairs + column / 2;
        std::uint32_t* const words = to + 1 + Outputs::words;
        if (g.as_uint8) words[pair] |= (static_cast<std::uint32_t>(w) & 0xFFFF) << (column % 2 * 16);
        else words[pair / 2] |= (static_cast<std::uint32_t>(w) & 0xFF) << (column % 2 * 16 + pair % 2 * 8);
        sum += w;
      }
    const std::int32_t bias = constant ? 0 : k.folded_bias(channel, sum);
    Outputs::pack(to, to + 1, bias, k.multipliers[channel], k);
  }
  [[gnu::always_inline]] static inline void widen(std::int32_t* to, const std::uint32_t* packed) {
    if constexpr (g.as_uint8) {
      for (int i = 0; i < weights; ++i) to[i] = static_cast<std::int32_t>(packed[i]);
      return;
    }
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

/// computes  a depthwise convolution of any window, from a plane of each channel
/// in place  the output may lie over any one of the input rows: a channel is read before it is written
struct DepthwisePlanes : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, from planes";
  static constexpr bool knows_uint8 = true;
  static constexpr const char* refuses(const Geometry& g) {
    if (!common::planes::has_planes(g)) return common::reasons::dilated_steps;
    if (const char* reason = refuses_shifts(g)) return reason;
    return windows_of(g).fits_offsets() ? nullptr : "rows are too long for what an instruction reaches";
  }
  static constexpr Geometry keeps(const Geometry& g) { return keep_shifts(g); }
  static constexpr int scratch_bytes(const Geometry& g) {
    return common::planes::scratch_bytes<std::int16_t>(common::planes::Shape(g), halfword_weights(g));
  }
  static constexpr Packing packing(const Geometry& g) { return {g.out.c, 1 + output_words + packed_halfwords(g)}; }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    Halfwords<g>::pack(words, k, channel);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    common::planes::convolve_row<g, Halfwords<g>>(band, k);
  }
};

/// computes  a depthwise convolution of one column, each output from a column of bytes
/// in place  the output may lie over any one of the input rows: nobody else reads what an output lies over
struct DepthwiseColumn : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, one column";
  static constexpr const char* refuses(const Geometry& g) {
    return common::columns::is_column(g) ? refuses_shifts(g) : common::reasons::not_column;
  }
  static constexpr Geometry keeps(const Geometry& g) { return keep_shifts(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return common::columns::scratch_bytes(g); }
  static constexpr Packing packing(const Geometry& g) {
    return {g.out.c, common::planes::channel_words(output_words, g.kernel_h)};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    common::planes::pack_channel<Outputs<g>>(words, k, channel, g.out.c, g.kernel_h, 0);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    common::columns::convolve_row<g, Outputs<g>>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv7em
