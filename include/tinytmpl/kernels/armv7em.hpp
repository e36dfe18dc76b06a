// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/any_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/arithmetic.hpp>
#include <tinytmpl/kernels/armv7em/conv2d.hpp>
#include <tinytmpl/kernels/armv7em/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/armv7em/depthwise_planes.hpp>
#include <tinytmpl/kernels/armv7em/elementwise.hpp>
#include <tinytmpl/kernels/armv7em/pooling.hpp>
#include <tinytmpl/kernels/armv7em/real_products.hpp>
#include <tinytmpl/kernels/armv7em/rfft.hpp>
#include <tinytmpl/kernels/armv7em/signal.hpp>
#include <tinytmpl/kernels/common/float32/conv2d.hpp>
#include <tinytmpl/kernels/common/float32/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/common/lookup.hpp>
#include <tinytmpl/kernels/portable.hpp>

namespace tinytmpl::targets {

/// Cortex-M4, M7 and M33: 32-bit words of two 16-bit halves, multiplied and added in one instruction (the DSP extension).
struct armv7em : portable {
  static constexpr const char* name = "armv7em";

  using Kernels =
      kernels::Ladder<kernels::armv7em::PairedFilters, kernels::armv7em::WholeFilters, kernels::armv7em::Depthwise3x3,
                      kernels::armv7em::DepthwiseColumn, kernels::armv7em::DepthwisePlanes,
                      kernels::armv7em::LinearRows, kernels::armv7em::SumOfRuns, kernels::armv7em::ProductOfRuns,
                      kernels::armv7em::PoolOfWords, kernels::armv7em::SumsOfColumns, kernels::common::LookupOfBytes,
                      kernels::armv7em::SignalWindow, kernels::armv7em::FftScaleBits, kernels::armv7em::RealTransform,
                      kernels::common::RealConvolution<kernels::armv7em::RealProducts>,
                      kernels::common::RealDepthwiseConvolution>;
  using Inherits = portable;
};

}  // namespace tinytmpl::targets
