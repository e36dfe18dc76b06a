// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// Both operands in a common scale, 7 bits finer, and its square in the output's.
constexpr Factor factor_of_squared_difference(const Node&, const Scales& s, int i) {
  const double common = common_scale(s);
  const double factors[] = {s.left / common, s.right / common, common * common / ((1 << 14) * s.out)};
  return {factors[i]};
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The square of the difference of two tensors: TFLite SQUARED_DIFFERENCE. Shapes and rejects as Add.
///
/// source   TensorFlow Lite Micro kernels/squared_difference.cc
struct SquaredDifference : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    core::Node node = layers::arithmetic(core::Op::squared_difference, "SquaredDifference", left, right);
    node.demands.multipliers = 3, node.demands.factor = layers::factor_of_squared_difference;
    return node;
  }
};

}  // namespace tinytmpl
