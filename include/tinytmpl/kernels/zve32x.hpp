// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/zve32x/arithmetic.hpp>
#include <tinytmpl/kernels/zve32x/conv2d.hpp>
#include <tinytmpl/kernels/zve32x/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/zve32x/pooling.hpp>

namespace tinytmpl::targets {

/// 32-bit RISC-V with vectors of integers of up to 32 bits (Zve32x, and so V), whatever the size of its registers.
struct zve32x : portable {
  static constexpr const char* name = "zve32x";

  using Kernels =
      kernels::Ladder<kernels::zve32x::Convolution, kernels::zve32x::DepthwiseConvolution, kernels::zve32x::LinearRows,
                      kernels::zve32x::MaximumOfVectors, kernels::zve32x::SumsOfColumns>;
  using Inherits = scalar;
};

}  // namespace tinytmpl::targets
