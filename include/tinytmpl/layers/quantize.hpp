// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// Another scale and zero point: TFLite QUANTIZE from int8 to int8. After an input of unknown quantization it only names that.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/requantize.h
struct Quantize {
  static constexpr core::Node describe(core::Extent in) { return core::elementwise("Quantize", in, core::rescaled); }
};

/// Real numbers in place of int8: TFLite DEQUANTIZE. It stands only at the end of a network, and there the output's view does it.
///
/// shapes   any -> the same
/// rejects  a layer behind it
/// source   TensorFlow Lite kernels/internal/reference/dequantize.h
struct Dequantize {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::dequantize, "Dequantize", in, in);
    node.traits.keeps_quantization = node.traits.either_axis = true;
    return node;
  }
};

}  // namespace tinytmpl
