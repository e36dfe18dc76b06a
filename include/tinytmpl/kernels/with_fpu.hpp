// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/float32/conv2d.hpp>
#include <tinytmpl/kernels/common/float32/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/xtensa.hpp>

namespace tinytmpl::targets {

/// `Core` with an FPU of 32 registers, or of as many as `Products` needs: convolutions of float32 in blocks. Where the compiler's library
/// adds and multiplies they gain nothing.
template <class Core, class Products = kernels::common::reals::Products>
struct with_fpu : Core {
  using Kernels =
      kernels::Ladder<kernels::common::RealConvolution<Products>, kernels::common::RealDepthwiseConvolution>;
  using Inherits = Core;
};

/// RISC-V with F; the ESP32 and ESP32-S3.
using scalar_with_fpu = with_fpu<scalar>;
using xtensa_with_fpu = with_fpu<xtensa, kernels::common::reals::FewProducts>;

}  // namespace tinytmpl::targets
