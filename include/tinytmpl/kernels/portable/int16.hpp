// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/int16/arithmetic.hpp>
#include <tinytmpl/kernels/portable/int16/conv2d.hpp>
#include <tinytmpl/kernels/portable/int16/elementwise.hpp>
#include <tinytmpl/kernels/portable/int16/matmul.hpp>
#include <tinytmpl/kernels/portable/int16/pooling.hpp>

namespace tinytmpl::kernels::portable {

/// Those of int16 tensors, and between these and others.
using Int16Kernels =
    Ladder<Int16Convolution, Int16DepthwiseConvolution, Int16TransposedConvolution, Int16MatrixProduct, Int16Lookup,
           QuantizeToInt16, DequantizeInt16, Int16Softmax, Int16Arithmetic, Int16Pool, Int16Mean>;

}  // namespace tinytmpl::kernels::portable
