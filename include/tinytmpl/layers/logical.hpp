// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// How a logical operator joins its operands.
enum class Connective { conjunction, disjunction, negation };

/// Of a logical operator: a Connective.
inline constexpr Attribute<0> connective;

constexpr Node logical(Connective which, Node node) {
  node.out.element = Element::bool8;
  node.traits.clamps = false;
  connective(node) = static_cast<int>(which);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Both: TFLite LOGICAL_AND, of two tensors of bool. Shapes as Add.
///
/// rejects  as Add
/// source   TensorFlow Lite Micro kernels/logical_common.cc
struct LogicalAnd {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::logical(layers::Connective::conjunction,
                           layers::arithmetic(core::Op::logical, "LogicalAnd", left, right));
  }
};

/// One at least: TFLite LOGICAL_OR. Shapes, rejects and source as LogicalAnd.
struct LogicalOr {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::logical(layers::Connective::disjunction,
                           layers::arithmetic(core::Op::logical, "LogicalOr", left, right));
  }
};

/// The opposite: TFLite LOGICAL_NOT.
///
/// shapes   any, of bool -> the same
/// source   TensorFlow Lite Micro kernels/elementwise.cc
struct LogicalNot {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::logical, "LogicalNot", in, in);
    node.traits.either_axis = true;
    node.traits.overwrites = core::Overwrites::operand;
    return layers::logical(layers::Connective::negation, node);
  }
};

}  // namespace tinytmpl
