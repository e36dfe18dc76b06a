// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl::layers {

/// What a comparison asks of two elements.
enum class Relation { equal, not_equal, greater, greater_equal, less, less_equal };

/// Of a comparison: a Relation.
inline constexpr Attribute<0> relation;

/// How many bits finer than they are, steps are multiplied by their scale.
constexpr int bits_of_comparison = 8;

/// Each operand's steps are multiplied by its scale.
constexpr Factor factor_of_comparison(const Node&, const Scales& s, int i) { return {i == 0 ? s.left : s.right}; }

constexpr Node comparison(Relation which, const char* kind, Extent left, Extent right) {
  Node node = arithmetic(Op::compare, kind, left, right);
  node.out.element = Element::bool8;
  node.traits.clamps = false;
  node.demands.multipliers = 2, node.demands.factor = factor_of_comparison;
  relation(node) = static_cast<int>(which);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Are two elements equal? TFLite EQUAL, of two tensors of one type: bool. Shapes as Add.
///
/// rejects  as Add
/// source   TensorFlow Lite kernels/internal/reference/comparisons.h
struct Equal : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::equal, "Equal", left, right);
  }
};

/// TFLite NOT_EQUAL. Shapes, rejects and source as Equal.
struct NotEqual : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::not_equal, "NotEqual", left, right);
  }
};

/// Is the first element greater than the second? TFLite GREATER. Shapes, rejects and source as Equal.
struct Greater : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::greater, "Greater", left, right);
  }
};

/// TFLite GREATER_EQUAL. Shapes, rejects and source as Equal.
struct GreaterEqual : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::greater_equal, "GreaterEqual", left, right);
  }
};

/// TFLite LESS. Shapes, rejects and source as Equal.
struct Less : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::less, "Less", left, right);
  }
};

/// TFLite LESS_EQUAL. Shapes, rejects and source as Equal.
struct LessEqual : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::comparison(layers::Relation::less_equal, "LessEqual", left, right);
  }
};

}  // namespace tinytmpl
