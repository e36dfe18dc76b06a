// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// How many bits finer than the common scale a difference is squared.
constexpr int bits_of_difference(Element element) { return element == Element::int16 ? 0 : 7; }

/// Both operands in a common scale, that many bits finer, and its square in the output's.
constexpr Factor factor_of_squared_difference(const Node& node, const Scales& s, int i) {
  const double common = common_scale(s);
  const double factors[] = {s.left / common, s.right / common,
                            common * common / ((1 << (2 * bits_of_difference(node.out.element))) * s.out)};
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
