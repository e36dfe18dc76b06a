// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/armv6m/depthwise_assembler.hpp>

namespace tinytmpl::kernels::armv6m {

/// computes  as scalar's
struct Depthwise3x3 : scalar::Depthwise3x3<Core> {
  static constexpr const char* name = "depthwise 3 x 3, sliding, in assembler";

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using Shape = scalar::depthwise::Shape<g>;
    if constexpr (Core::here)
      scalar::depthwise::convolve_row<g>(band, k, convolve_in_assembler<Shape::path, Shape::negatives>);
    else scalar::Depthwise3x3<Core>::compute<g>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv6m
