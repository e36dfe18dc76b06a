// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

constexpr Factor factor_of_quotient(const Node&, const Scales& s, int) { return {s.left / (s.right * s.out)}; }

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The first tensor divided by the second: TFLite DIV. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/div.h
struct Div : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    core::Node node = layers::arithmetic(core::Op::div, "Div", left, right);
    node.demands.multipliers = 1, node.demands.factor = layers::factor_of_quotient;
    return node;
  }
};

/// The quotient of two float32 tensors, rounded down: TFLite FLOOR_DIV. Shapes as Add.
///
/// rejects  as Add, and tensors that are not float32
/// source   TensorFlow Lite Micro kernels/floor_div.cc
struct FloorDiv : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::of_reals(layers::arithmetic(core::Op::floor_div, "FloorDiv", left, right));
  }
};

/// What that leaves, of the sign of the second: TFLite FLOOR_MOD. Shapes and rejects as FloorDiv.
///
/// source   TensorFlow Lite Micro kernels/floor_mod.cc
struct FloorMod : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::of_reals(layers::arithmetic(core::Op::floor_mod, "FloorMod", left, right));
  }
};

}  // namespace tinytmpl
