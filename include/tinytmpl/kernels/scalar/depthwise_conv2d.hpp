// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/depthwise.hpp>
#include <tinytmpl/kernels/scalar/rows.hpp>

namespace tinytmpl::kernels {

/// A depthwise convolution of 3 x 3 whose numbers fit.
template <Geometry g>
concept Depthwise3x3 =
    g.op == Op::depthwise_conv2d && !rounds_once(g.rounding) && short_products::fit(g.numbers) &&
    g.out.c == g.in[0].c && g.kernel_h == 3 && g.cols.size == 3 && g.cols.dilation == 1 &&
    (g.cols.stride == 1 || g.cols.stride == 2) && g.cols.before <= 1 &&
    g.cols.start(g.out.w - 1) + 3 <= g.in[0].w + 1 && (g.cols.stride == 2 || g.in[0].w + g.cols.before >= 2);

namespace depthwise {

template <Geometry g>
struct Shape {
  static constexpr Negatives negatives = short_products::negatives(g.numbers);
  static constexpr Path path{g.cols.stride, g.cols.before == 1, g.cols.start(g.out.w - 1) + 3 > g.in[0].w};
  // Columns that are read before the last output, if that one reaches beyond the image.
  static constexpr int columns = g.cols.start(g.out.w - 1) + (path.stride == 2 && path.right ? 1 : path.right ? 2 : 3);
};

/// computes  as portable, with depthwise::convolve or what does the same
/// in place  the output may lie over any one of the input rows
template <Geometry g>
constexpr void convolve_row(const Band& band, const Constants& k, auto convolve_channels) {
  const std::int8_t* rows[3] = {};
  find_rows(rows, 3, band, g.in[0].size(), k.zero_point[0]);
  const std::uint32_t* end = k.packed + g.out.c * channel_words(Shape<g>::negatives);
  convolve_channels(k.packed, rows, band.out[0], end,
                    Row{Shape<g>::columns * g.out.c, g.out.c, k.zero_point[0], short_products::Outputs(k)});
}

}  // namespace depthwise

template <Geometry g>
  requires Depthwise3x3<g>
constexpr int scratch_bytes(scalar) {
  return g.in[0].size();  // a row of zero points
}
template <Geometry g>
  requires Depthwise3x3<g>
constexpr Packing packing(scalar) {
  return {g.out.c, depthwise::channel_words(depthwise::Shape<g>::negatives)};
}
template <Geometry g>
  requires Depthwise3x3<g>
constexpr void pack(scalar, std::uint32_t* words, const Constants& k, int channel) {
  depthwise::pack_channel<depthwise::Shape<g>::negatives>(words, k, channel, g.out.c);
}

template <Geometry g>
  requires Depthwise3x3<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  depthwise::convolve_row<g>(band, k, depthwise::convolve<depthwise::Shape<g>::path, depthwise::Shape<g>::negatives>);
  return {};
}

}  // namespace tinytmpl::kernels
