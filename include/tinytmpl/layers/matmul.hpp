// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

namespace tinytmpl {

struct TransposeLeft {};   ///< A MatMul's left matrices are given with rows and columns exchanged.
struct TransposeRight {};  ///< Likewise its right ones.

}  // namespace tinytmpl

namespace tinytmpl::layers {

inline constexpr Attribute<0> transposes_left;
inline constexpr Attribute<1> transposes_right;

/// A matrix is a row of the library's: its rows are columns, its columns channels.
constexpr Node matmul(Extent left, Extent right, bool transpose_left, bool transpose_right) {
  const int rows = transpose_left ? left.c : left.w, inner = transpose_left ? left.w : left.c;
  const int columns = transpose_right ? right.w : right.c;
  Node node = unary(Op::matmul, "MatMul", left,
                    {maximum(left.h, right.h), rows, columns, maximum(maximum(left.rank, right.rank), 2)});
  node.require(left.h == right.h || left.h == 1 || right.h == 1, Rule::height, left.h, right.h);
  node.require_equal(Rule::inner_extent, inner, transpose_right ? right.c : right.w);
  node.operand_count = 2;
  node.operands[1].extent = right;
  for (Operand& operand : node.operands)
    if (operand.extent.h != node.out.extent.h) operand.rows.stride = 0;
  transposes_left(node) = transpose_left, transposes_right(node) = transpose_right;
  node.traits.clamps = true;
  node.demands.multipliers = 1, node.demands.factor = factor_of_product;
  node.macs = std::int64_t{node.out.extent.size()} * inner;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The products of two tensors' matrices, `Shape<rows, columns>` or several of them: Keras `Dot`, and what attention is made of;
/// TFLite BATCH_MATMUL. One of them may be a constant: `WithConstant<MatMul<>, Shape<k, j>>`.
///
/// shapes   `Shape<n, i, k>` and `Shape<n, k, j>` -> `Shape<n, i, j>`; one matrix meets all of the other operand
/// options  `TransposeLeft`, `TransposeRight`
/// rejects  matrices that cannot be multiplied, other numbers of them
/// source   TensorFlow Lite kernels/internal/reference/batch_matmul.h
template <class... Options>
struct MatMul : layers::BinaryOperator {
  static constexpr core::Node describe(core::Extent left, core::Extent right) {
    static_assert(((std::is_same_v<Options, TransposeLeft> || std::is_same_v<Options, TransposeRight>) && ...),
                  "tinytmpl: the options of MatMul are TransposeLeft and TransposeRight");
    return layers::matmul(left, right, core::has_option<TransposeLeft, Options...>,
                          core::has_option<TransposeRight, Options...>);
  }
};

}  // namespace tinytmpl
