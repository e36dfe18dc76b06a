// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// One of two elements.
constexpr Node choice_of(Op op, const char* kind, Extent left, Extent right) {
  Node node = arithmetic(op, kind, left, right);
  node.traits.keeps_quantization = true;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The larger of two elements: Keras `Maximum`, TFLite MAXIMUM. Shapes and rejects as Add.
///
/// rejects  operands of different quantization
/// source   TensorFlow Lite Micro kernels/maximum_minimum.cc
struct Maximum : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::choice_of(core::Op::maximum, "Maximum", left, right);
  }
};

/// The smaller of two elements: Keras `Minimum`, TFLite MINIMUM. Shapes, rejects and source as Maximum.
struct Minimum : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::choice_of(core::Op::minimum, "Minimum", left, right);
  }
};

}  // namespace tinytmpl
