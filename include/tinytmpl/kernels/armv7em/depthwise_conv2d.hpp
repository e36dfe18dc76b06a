// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/depthwise_assembly.hpp>
#include <tinytmpl/kernels/scalar/rows.hpp>

namespace tinytmpl::kernels {

/// 3 x 3 with stride 1 or 2, a filter for each channel, whose scaled sums fit into 32 bits.
template <Geometry g>
concept Depthwise3x3 = g.op == Op::depthwise_conv2d && g.in[0].c == g.out.c && g.kernel_h == 3 && g.cols.size == 3 &&
                       g.cols.dilation == 1 && g.cols.stride <= 2 && g.cols.before <= 3 - g.cols.stride &&
                       !rounds_once(g.rounding) && g.numbers.sum_bits <= 30 && g.numbers.least_shift >= 1;

namespace dsp {

/// Packs one channel. `shift` serves all channels, or is 0 if each has its own. A channel whose results are the zero point
/// whatever the input has no weights: its shift may be out of range.
constexpr DepthwiseChannel pack_depthwise(const Constants& k, int channel, int channels, int shift) {
  const auto weight = [&](int row, int column) { return k.weights[(3 * row + column) * channels + channel]; };
  const std::int32_t bias = k.bias(channel);
  const SumRange sums{k.weights + channel, 9, channels, bias, k.zero_point[0]};
  const bool constant = sums.vanishes(k.multipliers[channel]);
  const Multiplier m = constant ? Multiplier{1 << 30, shift > 0 ? 1 - shift : -1} : k.multipliers[channel];
  const int e = -m.shift;
  const std::int32_t factor = constant ? 0 : shift > 0 ? 1 << (1 + shift - e) : 2;
  std::int32_t offset = constant ? 0 : bias;
  for (int i = 0; i < 9; ++i) offset -= constant ? 0 : weight(i / 3, i % 3) * k.zero_point[0];
  const auto tap = [&](int row, int column) { return weight(row, column) * factor; };
  DepthwiseChannel packed{};
  for (int column = 0; column < 3; ++column) packed.weights[column] = halves(tap(0, column), tap(1, column));
  packed.bottom_01 = halves(tap(2, 0), tap(2, 1)), packed.bottom_12 = halves(tap(2, 1), tap(2, 2));
  packed.bias = offset * factor;
  packed.multiplier = m.value;
  packed.rounding = shift > 0 ? (1 << (shift - e - 1)) + (1 << (shift - 1)) + k.output_zero_point * (1 << shift)
                              : (1 << (e - 1)) + k.output_zero_point * (1 << e);
  packed.ties = shift > 0 ? 1 << (shift - e) : e;
  return packed;
}

}  // namespace dsp

/// A row of zero points, for rows outside the image.
template <Geometry g>
  requires Depthwise3x3<g>
constexpr int scratch_bytes(armv7em) {
  return g.in[0].size();
}
template <Geometry g>
  requires Depthwise3x3<g>
constexpr Packing packing(armv7em) {
  return {g.out.c, dsp::channel_words(g)};
}
template <Geometry g>
  requires Depthwise3x3<g>
constexpr void pack(armv7em, std::uint32_t* words, const Constants& k, int channel) {
  const auto packed = dsp::pack_depthwise(k, channel, g.out.c, g.numbers.most_shift);
  const std::int32_t all[] = {packed.weights[0], packed.weights[1], packed.weights[2],
                              packed.bottom_01,  packed.bottom_12,  packed.bias,
                              packed.multiplier, packed.rounding,   packed.ties};
  for (int i = 0; i < dsp::channel_words(g); ++i) words[i] = static_cast<std::uint32_t>(all[i]);
}

/// computes  as portable, channel by channel, two columns a step (depthwise_window.hpp)
/// needs     what Depthwise3x3 says
/// in place  the output may lie over any one of the input rows
template <Geometry g>
  requires Depthwise3x3<g>
armv7em compute(armv7em, const Band& band, const Constants& k) {
  const std::int32_t zero_point = k.zero_point[0];
  const std::int8_t* rows[3] = {};
  find_rows(rows, 3, band, g.in[0].size(), zero_point);
  if constexpr (dsp::on_core && dsp::has_fpu && dsp::DepthwiseRow(g).fits_offsets())
    dsp::depthwise_row<dsp::DepthwiseRow(g)>(k.packed, rows[0], rows[1], rows[2], band.out[0],
                                             k.packed + g.out.c * dsp::channel_words(g),
                                             dsp::halves(zero_point, zero_point));
  else dsp::depthwise_row_portable<g>(k.packed, rows, band.out[0], zero_point);
  dsp::clamp_row<g>(band.out[0], k);
  return {};
}

}  // namespace tinytmpl::kernels
