// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/float32/arithmetic.hpp>
#include <tinytmpl/kernels/portable/float32/conv2d.hpp>
#include <tinytmpl/kernels/portable/float32/division.hpp>
#include <tinytmpl/kernels/portable/float32/elementwise.hpp>
#include <tinytmpl/kernels/portable/float32/lstm.hpp>
#include <tinytmpl/kernels/portable/float32/matmul.hpp>
#include <tinytmpl/kernels/portable/float32/pooling.hpp>
#include <tinytmpl/kernels/portable/float32/reduce.hpp>
#include <tinytmpl/kernels/portable/float32/resize_bilinear.hpp>
#include <tinytmpl/kernels/portable/float32/svdf.hpp>

namespace tinytmpl::kernels::portable {

/// Those of float32 tensors, and between these and int8.
using RealKernels = Ladder<RealConvolution, RealDepthwiseConvolution, RealTransposedConvolution, RealMatrixProduct,
                           RealLookup, QuantizeReals, DequantizeBytes, RealSoftmax, RealArithmetic, RealDivision,
                           RealPool, RealMean, RealReducedExtreme, RealLongShortTermMemory, RealSingularValueFilter,
                           RealLogSoftmax, RealUnitLength, RealL2Pool, RealResizeBilinear>;

}  // namespace tinytmpl::kernels::portable
