// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/xtensa/target.hpp>

namespace tinytmpl::kernels {

/// As scalar's.
template <Geometry g>
  requires Depthwise3x3<g>
constexpr xtensa compute(xtensa, const Band& band, const Constants& k) {
  using Shape = depthwise::Shape<g>;
  depthwise::convolve_row<g>(band, k, depthwise::convolve<Shape::path, Shape::negatives, xtensa, g.flash>);
  return {};
}

}  // namespace tinytmpl::kernels
