// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// The rows of an operand that is as high as `node`, or has one row for all of its.
constexpr Sliding repeated(Extent extent, const Node& node) {
  return {.stride = extent.h == node.out.extent.h ? 1 : 0};
}

/// Two operands that numpy would broadcast: each extent is equal or 1.
constexpr Node arithmetic(Op op, const char* kind, Extent left, Extent right) {
  Node node = unary(
      op, kind, left,
      {maximum(left.h, right.h), maximum(left.w, right.w), maximum(left.c, right.c), maximum(left.rank, right.rank)});
  const auto broadcasts = [&node](Rule rule, int a, int b) { node.require(a == b || a == 1 || b == 1, rule, a, b); };
  broadcasts(Rule::height, left.h, right.h);
  broadcasts(Rule::width, left.w, right.w);
  broadcasts(Rule::channels, left.c, right.c);
  node.operand_count = 2;
  node.operands[1].extent = right;
  for (int k = 0; k < 2; ++k) node.operands[k].rows = repeated(node.in(k).extent, node);
  node.traits.clamps = node.traits.either_axis = true;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

/// What has no kernel but for float32.
constexpr Node of_reals(Node node) {
  node.out.element = Element::float32;
  return node;
}

/// The same with a constant for one operand.
constexpr Node with_constant(Node node, bool constant_first) {
  Operand& constant = node.operands[constant_first ? 0 : 1];
  if (node.fault.found()) node.fault.rule = Rule::constant_shape;
  node.require(constant.extent.rank > 0, Rule::valid_shape, 1, 0);
  constant.given = true;
  return node;
}

/// What an operator of two tensors is, one of which may be a constant.
struct BinaryOperator {};

/// To which both operands of a sum or a difference are brought.
constexpr double common_scale(const Scales& s) { return 2 * maximum(s.left, s.right); }

/// How many bits finer than the common scale a sum is computed.
constexpr int bits_of_sum(Element element) { return element == Element::int16 ? 15 : 20; }

/// Of a sum: both operands in a common scale, that many bits finer, and that in the output's; as ONNX Runtime the three scales.
constexpr Factor factor_of_sum(const Node& node, const Scales& s, int i) {
  if (s.rounding == Rounding::onnx) return {i == 0 ? s.left : i == 1 ? s.right : s.out};
  const double common = common_scale(s);
  const double factors[] = {s.left / common, s.right / common, common / ((1 << bits_of_sum(node.out.element)) * s.out)};
  return {factors[i]};
}
constexpr Factor factor_of_product(const Node&, const Scales& s, int) {
  return {s.rounded(s.rounded(s.left * s.right) / s.out)};
}

constexpr Node sum(Op op, const char* kind, Extent left, Extent right) {
  Node node = arithmetic(op, kind, left, right);
  node.demands.multipliers = 3, node.demands.factor = factor_of_sum;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The sum of two tensors: Keras `Add`, TFLite ADD.
///
/// shapes   two that numpy would broadcast -> the larger extents
/// rejects  extents that differ and are not 1
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/add.h
struct Add : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::sum(core::Op::add, "Add", left, right);
  }
};

/// The first tensor less the second: Keras `Subtract`, TFLite SUB. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/sub.h
struct Sub : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::sum(core::Op::sub, "Sub", left, right);
  }
};

/// The product of two tensors, element by element: Keras `Multiply`, TFLite MUL. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/mul.h
struct Mul : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    core::Node node = layers::arithmetic(core::Op::mul, "Mul", left, right);
    node.traits.knows_uint8 = true;
    node.demands.multipliers = 1, node.demands.factor = layers::factor_of_product;
    return node;
  }
};

struct ConstantFirst {};  ///< The constant is the left operand.

/// `Add`, `Mul` or another operator of two tensors, of a tensor and a constant that training gave: TFLite's operators with one
/// constant operand.
///
/// shapes   any and `ConstantShape`, which numpy would broadcast -> the larger extents
/// weights  int8, of ConstantShape; one scale, `Parameters::weights_zero_point`; or float32
/// options  `ConstantFirst`
/// rejects  extents that differ and are not 1
/// source   as the operator's
template <class Operator, class ConstantShape, class... Options>
struct WithConstant {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((std::is_same_v<Options, ConstantFirst> && ...),
                  "tinytmpl: the option of WithConstant is ConstantFirst");
    constexpr bool is_operator = std::is_base_of_v<layers::BinaryOperator, Operator>;
    static_assert(is_operator,
                  "tinytmpl: WithConstant takes an operator of two tensors, as Add, and the Shape of the constant");
    using Known = std::conditional_t<is_operator, Operator, Add>;
    constexpr bool first = core::has_option<ConstantFirst, Options...>;
    constexpr core::Extent constant = ConstantShape::extent;
    return layers::with_constant(first ? Known::describe(constant, in) : Known::describe(in, constant), first);
  }
  /// Of `Select`, whose condition is the last operand.
  static constexpr core::Node describe(core::Extent in, core::Extent condition)
    requires requires { Operator::describe(in, in, condition); }
  {
    constexpr bool first = core::has_option<ConstantFirst, Options...>;
    constexpr core::Extent constant = ConstantShape::extent;
    return layers::with_constant(
        first ? Operator::describe(constant, in, condition) : Operator::describe(in, constant, condition), first);
  }
};

}  // namespace tinytmpl
