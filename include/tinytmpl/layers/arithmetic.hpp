// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Two operands that numpy would broadcast: each extent is equal or 1.
constexpr Node arithmetic(Op op, const char* kind, int multipliers, Extent left, Extent right) {
  Node node = unary(
      op, kind, left,
      {maximum(left.h, right.h), maximum(left.w, right.w), maximum(left.c, right.c), maximum(left.rank, right.rank)});
  const auto broadcasts = [&node](Rule rule, int a, int b) { node.require(a == b || a == 1 || b == 1, rule, a, b); };
  broadcasts(Rule::height, left.h, right.h);
  broadcasts(Rule::width, left.w, right.w);
  broadcasts(Rule::channels, left.c, right.c);
  node.operand_count = 2;
  node.operands[1].extent = right;
  for (Operand& operand : node.operands)
    if (operand.extent.h != node.out.extent.h) operand.rows.stride = 0;
  node.demands.multipliers = multipliers;
  node.traits.clamps = node.traits.either_axis = true;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

/// The same with a constant for one operand, which the node carries as its weights.
constexpr Node with_constant(Node node, bool constant_first) {
  Operand& constant = node.operands[constant_first ? 0 : 1];
  if (node.fault.found()) node.fault.rule = Rule::constant_shape;
  node.require(constant.extent.rank > 0, Rule::valid_shape, 1, 0);
  node.constant = constant.extent;
  node.constant_first = constant_first;
  node.demands.weights = constant.extent.size();
  node.demands.scales = 1;
  if (constant_first) node.operands[0] = node.operands[1];
  node.operand_count = 1;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The sum of two tensors: Keras `Add`, TFLite ADD.
///
/// shapes   two that numpy would broadcast -> the larger extents
/// rejects  extents that differ and are not 1
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/add.h
struct Add {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::arithmetic(core::Op::add, "Add", 3, left, right);
  }
};

/// The first tensor less the second: Keras `Subtract`, TFLite SUB. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/sub.h
struct Sub {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::arithmetic(core::Op::sub, "Sub", 3, left, right);
  }
};

/// The product of two tensors, element by element: Keras `Multiply`, TFLite MUL. Shapes and rejects as Add.
///
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/mul.h
struct Mul {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    return layers::arithmetic(core::Op::mul, "Mul", 1, left, right);
  }
};

struct ConstantFirst {};  ///< The constant is the left operand.

/// `Add`, `Sub` or `Mul` of a tensor and a constant that training gave: TFLite's operators with one constant operand.
///
/// shapes   any and `ConstantShape`, which numpy would broadcast -> the larger extents
/// weights  int8, of ConstantShape; one scale, `Parameters::weights_zero_point`
/// options  `ConstantFirst`
/// rejects  extents that differ and are not 1
/// source   as the operator's
template <class Operator, class ConstantShape, class... Options>
struct WithConstant {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((std::is_same_v<Options, ConstantFirst> && ...),
                  "tinytmpl: the option of WithConstant is ConstantFirst");
    constexpr bool is_operator =
        std::is_same_v<Operator, Add> || std::is_same_v<Operator, Sub> || std::is_same_v<Operator, Mul>;
    static_assert(is_operator, "tinytmpl: WithConstant takes Add, Sub or Mul and the Shape of the constant");
    using Known = std::conditional_t<is_operator, Operator, Add>;
    constexpr bool first = core::has_option<ConstantFirst, Options...>;
    constexpr core::Extent constant = ConstantShape::extent;
    return layers::with_constant(first ? Known::describe(constant, in) : Known::describe(in, constant), first);
  }
};

}  // namespace tinytmpl
