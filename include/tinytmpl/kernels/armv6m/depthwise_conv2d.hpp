// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/depthwise_assembler.hpp>
#include <tinytmpl/kernels/armv6m/target.hpp>

namespace tinytmpl::kernels {

/// As scalar's.
template <Geometry g>
  requires Depthwise3x3<g>
constexpr armv6m compute(armv6m, const Band& band, const Constants& k) {
  using Shape = depthwise::Shape<g>;
  if constexpr (armv6m::here)
    depthwise::convolve_row<g>(band, k, depthwise::convolve_in_assembler<Shape::path, Shape::negatives>);
  else depthwise::convolve_row<g>(band, k, depthwise::convolve<Shape::path, Shape::negatives>);
  return {};
}

}  // namespace tinytmpl::kernels
