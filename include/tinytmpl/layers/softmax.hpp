// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// Keras `Softmax`, TFLite SOFTMAX: exp(beta * x) / sum of exp(beta * x), over the last axis; `Parameters::beta` is 1 by default.
///
/// shapes   any -> the same
/// rejects  of int8, an output quantization other than scale 1/256 and zero point -128
/// source   TensorFlow Lite kernels/internal/reference/softmax.h, of int8 in fixed point as TensorFlow Lite Micro computes it
struct Softmax {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::softmax, "Softmax", in, in);
    node.traits.either_axis = true;
    node.demands.table_bytes = 256 * 4;
    node.demands.fixed_output = {1.0f / 256, -128};
    return node;
  }
};

}  // namespace tinytmpl
