// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// Another scale and zero point: TFLite QUANTIZE from int8 to int8, or from float32. After an input of unknown quantization it only names that.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/requantize.h
struct Quantize {
  static constexpr core::Node describe(core::Extent in) { return core::elementwise("Quantize", in, core::rescaled); }
};

/// Real numbers in place of int8: TFLite DEQUANTIZE. At the end of a network the output's view does it; before other layers it makes
/// a float32 tensor, in which they compute.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/dequantize.h
struct Dequantize {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::dequantize, "Dequantize", in, in);
    node.out.element = Element::float32;
    node.traits.either_axis = true;
    return node;
  }
};

}  // namespace tinytmpl
