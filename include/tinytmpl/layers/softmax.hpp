// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Of int16: differences come to 65,535 steps from -10 to 0.
constexpr Factor factor_of_softmax(const Node&, const Scales& s, int) {
  return {s.left * double{s.beta} / (10.0 / 65535)};
}

/// Of what a softmax from int8 to int16 writes: TFLite demands the scale within a thousandth.
constexpr bool is_of_probabilities(Quantization q) {
  const double steps = double{q.scale} * 65536;
  return q.zero_point == -32768 && steps >= 0.999 && steps <= 1.001;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Keras `Softmax`, TFLite SOFTMAX: exp(beta * x) / sum of exp(beta * x), over the last axis; `Parameters::beta` is 1 by default.
///
/// shapes   any -> the same
/// rejects  of int8, an output quantization other than scale 1/256 and zero point -128, of int16 1/32768 and 0, from int8 to int16
///          1/65536 and -32768
/// source   TensorFlow Lite kernels/internal/reference/softmax.h, of int8 in fixed point as TensorFlow Lite Micro computes it
struct Softmax {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::softmax, "Softmax", in, in);
    node.traits.either_axis = true;
    node.demands.table_bytes = 256 * 4, node.demands.factor = layers::factor_of_softmax;
    node.demands.fixed_output = {1.0f / 256, -128};
    return node;
  }
};

}  // namespace tinytmpl
