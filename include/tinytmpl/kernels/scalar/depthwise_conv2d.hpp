// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/rows.hpp>
#include <tinytmpl/kernels/scalar/depthwise.hpp>

namespace tinytmpl::kernels::scalar {

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
  common::find_rows(rows, band.in[0].table, 3, band.scratch, g.in[0].size(), k.zero_point[0]);
  const std::uint32_t* end = k.packed + g.out.c * channel_words(Shape<g>::negatives);
  convolve_channels(k.packed, rows, band.out[0], end,
                    Row{Shape<g>::columns * g.out.c, g.out.c, k.zero_point[0], short_products::Outputs(k)});
}

}  // namespace depthwise

/// computes  a depthwise convolution of 3 x 3, along the row
/// in place  the output may lie over any one of the input rows
template <class Core>
struct Depthwise3x3 : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise 3 x 3, sliding";
  static constexpr const char* refuses(const Geometry& g) {
    namespace reasons = common::reasons;
    if (g.out.c != g.in[0].c) return reasons::several_filters;
    if (g.kernel_h != 3 || g.cols.size != 3 || g.cols.stride < 1 || g.cols.stride > 2) return reasons::not_3x3;
    if (g.cols.dilation > 1) return reasons::dilated;
    const bool overhangs = g.cols.before > 1 || g.cols.start(g.out.w - 1) + 3 > g.in[0].w + 1;
    if (overhangs) return "a window reaches beyond the image by more than a column";
    return short_products::refuses(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return short_products::keep(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return g.in[0].size(); }  // a row of zero points
  static constexpr Packing packing(const Geometry& g) {
    return {g.out.c, depthwise::channel_words(short_products::negatives(g.numbers))};
  }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int channel) {
    depthwise::pack_channel<depthwise::Shape<g>::negatives>(words, k, channel, g.out.c);
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using Shape = depthwise::Shape<g>;
    depthwise::convolve_row<g>(band, k, depthwise::convolve<Shape::path, Shape::negatives, Core, g.flash>);
  }
};

}  // namespace tinytmpl::kernels::scalar
