// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// Of what is positive, and of a product with a slope.
constexpr Factor factor_of_prelu(const Node&, const Scales& s, int i) {
  return {i == 0 ? s.left / s.out : s.left * s.right / s.out};
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Negative numbers times a slope, the second operand, which is mostly a constant: `WithConstant<PReLU, Shape<channels>>`. Keras
/// `PReLU`, TFLite PRELU. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/prelu.h
struct PReLU : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent in, core::Extent slopes) {
    core::Node node = layers::arithmetic(core::Op::prelu, "PReLU", in, slopes);
    node.demands.multipliers = 2, node.demands.factor = layers::factor_of_prelu;
    return node;
  }
};

}  // namespace tinytmpl
