// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arg_max.hpp>
#include <tinytmpl/kernels/portable/arithmetic.hpp>
#include <tinytmpl/kernels/portable/cast.hpp>
#include <tinytmpl/kernels/portable/comparison.hpp>
#include <tinytmpl/kernels/portable/conv2d.hpp>
#include <tinytmpl/kernels/portable/conv2d_transpose.hpp>
#include <tinytmpl/kernels/portable/delay.hpp>
#include <tinytmpl/kernels/portable/depthwise_conv2d.hpp>
#include <tinytmpl/kernels/portable/division.hpp>
#include <tinytmpl/kernels/portable/float32.hpp>
#include <tinytmpl/kernels/portable/gather.hpp>
#include <tinytmpl/kernels/portable/history.hpp>
#include <tinytmpl/kernels/portable/int16.hpp>
#include <tinytmpl/kernels/portable/l2_norm.hpp>
#include <tinytmpl/kernels/portable/lookup.hpp>
#include <tinytmpl/kernels/portable/lstm.hpp>
#include <tinytmpl/kernels/portable/matmul.hpp>
#include <tinytmpl/kernels/portable/maximum.hpp>
#include <tinytmpl/kernels/portable/move.hpp>
#include <tinytmpl/kernels/portable/pooling.hpp>
#include <tinytmpl/kernels/portable/prelu.hpp>
#include <tinytmpl/kernels/portable/reduce.hpp>
#include <tinytmpl/kernels/portable/resize.hpp>
#include <tinytmpl/kernels/portable/resize_bilinear.hpp>
#include <tinytmpl/kernels/portable/select.hpp>
#include <tinytmpl/kernels/portable/signals.hpp>
#include <tinytmpl/kernels/portable/softmax.hpp>
#include <tinytmpl/kernels/portable/squared_difference.hpp>
#include <tinytmpl/kernels/portable/svdf.hpp>
#include <tinytmpl/kernels/portable/whole.hpp>

namespace tinytmpl::targets {

struct portable_by_words;

/// Any machine, and the compiler itself. Its kernels are the definition of the arithmetic. They take every layer, and read constants by
/// `load<g.flash>`.
struct portable {
  static constexpr const char* name = "portable";
  static constexpr FlashAccess flash = FlashAccess::any;  // how constants may be read
  using ByWords = portable_by_words;                      // the target for FlashAccess::word

  using Kernels =
      decltype(kernels::Ladder<
                   kernels::portable::Convolution, kernels::portable::DepthwiseConvolution, kernels::portable::Lookup,
                   kernels::portable::Concat, kernels::portable::Pad, kernels::portable::Pool, kernels::portable::Mean,
                   kernels::portable::RowSum, kernels::portable::MeanOfSums, kernels::portable::ReducedExtreme,
                   kernels::portable::Sum, kernels::portable::Product, kernels::portable::SquaredDifference,
                   kernels::portable::ParametricRelu, kernels::portable::Extremum, kernels::portable::Move,
                   kernels::portable::ResizeNearest, kernels::portable::ResizeBilinear,
                   kernels::portable::TransposedConvolution, kernels::portable::MatrixProduct,
                   kernels::portable::Softmax, kernels::portable::SoftmaxToInt16, kernels::portable::Delay,
                   kernels::portable::History, kernels::portable::LongShortTermMemory, kernels::portable::Quotient,
                   kernels::portable::Comparison, kernels::portable::Logic, kernels::portable::Selection,
                   kernels::portable::Conversion, kernels::portable::SingularValueFilter, kernels::portable::UnitLength,
                   kernels::portable::PlaceOfExtreme<std::int8_t>, kernels::portable::PlaceOfExtreme<float>,
                   kernels::portable::Gather, kernels::portable::WholeArithmetic, kernels::portable::WholeExtremum>{} +
               kernels::portable::RealKernels{} + kernels::portable::Int16Kernels{} +
               kernels::portable::SignalKernels{});
  using Inherits = void;
};

/// Any machine whose constants may only be read as aligned words (FlashAccess::word).
struct portable_by_words : portable {
  static constexpr FlashAccess flash = FlashAccess::word;
};

}  // namespace tinytmpl::targets
