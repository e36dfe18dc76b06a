// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/depthwise_assembly.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/common/rows.hpp>

namespace tinytmpl::kernels::armv7em {

/// Packs one channel. `shift` serves all channels, or is 0 if each has its own, or the multiplier is a float32. A channel whose results are the zero point
/// whatever the input has no weights: its shift may be out of range.
constexpr DepthwiseChannel pack_depthwise(const Constants& k, int channel, int channels, int shift,
                                          Rescaling rescaling) {
  const auto weight = [&](int row, int column) { return k.weights[(3 * row + column) * channels + channel]; };
  const std::int32_t bias = k.bias(channel);
  const SumRange sums{k.weights + channel, 9, channels, bias, k.zero_point[0]};
  const bool constant = sums.vanishes(k.multipliers[channel]);
  const Multiplier m = constant ? Multiplier{1 << 30, shift > 0 ? 1 - shift : -1} : k.multipliers[channel];
  const int e = -m.shift;
  const bool as_float32 = rescaling == Rescaling::float32;
  const std::int32_t factor = constant ? 0 : as_float32 ? 1 : shift > 0 ? 1 << (1 + shift - e) : 2;
  std::int32_t offset = constant ? 0 : bias;
  for (int i = 0; i < 9; ++i) offset -= constant ? 0 : weight(i / 3, i % 3) * k.zero_point[0];
  const auto tap = [&](int row, int column) { return weight(row, column) * factor; };
  DepthwiseChannel packed{};
  for (int column = 0; column < 3; ++column) packed.weights[column] = halves(tap(0, column), tap(1, column));
  packed.bottom_01 = halves(tap(2, 0), tap(2, 1)), packed.bottom_12 = halves(tap(2, 1), tap(2, 2));
  packed.bias = offset * factor;
  if (as_float32) {
    packed.multiplier = static_cast<std::int32_t>(float32_bits(m)), packed.rounding = k.output_zero_point;
    return packed;
  }
  packed.multiplier = m.value;
  packed.rounding = shift > 0 ? (1 << (shift - e - 1)) + (1 << (shift - 1)) + k.output_zero_point * (1 << shift)
                              : (1 << (e - 1)) + k.output_zero_point * (1 << e);
  packed.ties = shift > 0 ? 1 << (shift - e) : e;
  return packed;
}

/// computes  a depthwise convolution of 3 x 3, channel by channel, two columns a step (depthwise_window.hpp)
/// in place  the output may lie over any one of the input rows
struct Depthwise3x3 : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise 3 x 3, sliding";
  static constexpr const char* refuses(const Geometry& g) {
    namespace reasons = common::reasons;
    if (g.in[0].c != g.out.c) return reasons::several_filters;
    if (g.kernel_h != 3 || g.cols.size != 3 || g.cols.stride > 2) return reasons::not_3x3;
    if (g.cols.dilation > 1) return reasons::dilated;
    if (g.cols.before > 3 - g.cols.stride) return "the first window lies outside the image";
    if (rounds_once(g.rounding)) return reasons::rounded_once;
    if (g.numbers.sum_bits > 30) return reasons::sums_of_31_bits;
    return g.numbers.least_shift >= 1 ? nullptr : reasons::no_right_shift;
  }
  /// Only whether one shift serves all channels, and which.
  static constexpr Geometry keeps(Geometry g) {
    const int shift = one_shift(g);
    g.numbers = keep_clamp(g.numbers);
    g.numbers.least_shift = shift > 0 ? shift - 1 : 1, g.numbers.most_shift = shift > 0 ? shift - 1 : 31;
    return g;
  }
  /// A row of zero points, for rows outside the image.
  static constexpr int scratch_bytes(const Geometry& g) { return g.in[0].size(); }
  static constexpr Packing packing(const Geometry& g) { return {g.out.c, channel_words(g)}; }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    const auto packed = pack_depthwise(k, channel, g.out.c, one_shift(g), rescaling(g));
    const std::int32_t all[] = {packed.weights[0], packed.weights[1], packed.weights[2],
                                packed.bottom_01,  packed.bottom_12,  packed.bias,
                                packed.multiplier, packed.rounding,   packed.ties};
    for (int i = 0; i < channel_words(g); ++i) words[i] = static_cast<std::uint32_t>(all[i]);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int words = channel_words(g);
    const std::int32_t zero_point = k.zero_point[0];
    const std::int8_t* rows[3] = {};
    common::find_rows(rows, band.in[0].table, 3, band.scratch, g.in[0].size(), zero_point);
    if constexpr (on_core && has_fpu && DepthwiseRow(g).fits_offsets())
      depthwise_row<DepthwiseRow(g)>(k.packed, rows[0], rows[1], rows[2], band.out[0], k.packed + g.out.c * words,
                                     halves(zero_point, zero_point));
    else depthwise_row_portable<g>(k.packed, rows, band.out[0], zero_point);
    clamp_row<g>(band.out[0], k);
  }
};

}  // namespace tinytmpl::kernels::armv7em
