// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/columns.hpp>
#include <tinytmpl/kernels/scalar/depthwise_planes.hpp>

namespace tinytmpl::kernels {

template <Geometry g>
concept ColumnDepthwise = BytePlanes<g> && columns::is_column(g) && g.flash == FlashAccess::any;

template <Geometry g>
  requires ColumnDepthwise<g>
constexpr int scratch_bytes(scalar) {
  return g.in[0].size();
}
template <Geometry g>
  requires ColumnDepthwise<g>
constexpr void pack(scalar, std::uint32_t* words, const Constants& k, int channel) {
  planes::pack_channel<OutputsOf<g>>(words, k, channel, g.out.c, g.kernel_h, 0);
}

/// computes  as portable
/// in place  the output may lie over any one of the input rows: nobody else reads what an output lies over
template <Geometry g>
  requires ColumnDepthwise<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  columns::convolve_row<g, OutputsOf<g>>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
