// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/lookup.hpp>
#include <tinytmpl/kernels/portable.hpp>
#include <tinytmpl/kernels/scalar/any_conv2d.hpp>
#include <tinytmpl/kernels/scalar/arithmetic.hpp>
#include <tinytmpl/kernels/scalar/conv2d.hpp>
#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/scalar/depthwise_planes.hpp>
#include <tinytmpl/kernels/scalar/elementwise.hpp>
#include <tinytmpl/kernels/scalar/lane_convolution.hpp>
#include <tinytmpl/kernels/scalar/pooling.hpp>
#include <tinytmpl/kernels/scalar/reduce.hpp>

namespace tinytmpl::targets {

/// Cores of 32 bits with a multiplier and many registers, in C++ alone: RISC-V.
struct scalar : portable {
  static constexpr const char* name = "scalar";

  using Kernels =
      kernels::Ladder<kernels::scalar::LaneConvolution<kernels::scalar::Core>, kernels::scalar::BlockConvolution,
                      kernels::scalar::AnyFilters, kernels::scalar::Depthwise3x3<kernels::scalar::Core>,
                      kernels::scalar::DepthwiseColumn, kernels::scalar::DepthwisePlanes, kernels::scalar::LinearRows,
                      kernels::scalar::LinearSumOfRuns, kernels::scalar::SumOfRuns, kernels::scalar::ProductOfRuns,
                      kernels::scalar::PoolOfPixels, kernels::scalar::SumsOfColumns, kernels::common::LookupOfBytes>;
  using Inherits = portable;
};

}  // namespace tinytmpl::targets
