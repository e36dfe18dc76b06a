// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/arithmetic.hpp>
#include <tinytmpl/kernels/armv6m/conv2d.hpp>
#include <tinytmpl/kernels/armv6m/dense.hpp>
#include <tinytmpl/kernels/armv6m/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv6m/depthwise_planes.hpp>
#include <tinytmpl/kernels/scalar.hpp>

namespace tinytmpl::targets {

/// Cortex-M0, M0+, M3 and M23: the inner loops of scalar's kernels in assembler.
struct armv6m : portable {
  static constexpr const char* name = "armv6m";

  using Kernels = kernels::Ladder<kernels::armv6m::LaneConvolution, kernels::armv6m::DenseConvolution,
                                  kernels::armv6m::Depthwise3x3, kernels::scalar::DepthwiseColumn,
                                  kernels::armv6m::DepthwisePlanes, kernels::armv6m::LinearRows>;
  using Inherits = scalar;
};

}  // namespace tinytmpl::targets
