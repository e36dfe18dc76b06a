// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Of a gather: how many rows its table has.
inline constexpr Attribute<0> vocabulary;

constexpr Node embedding(Extent in, int words, int dimensions) {
  const int rows = maximum(1, words), columns = maximum(1, dimensions);
  Node node = unary(Op::gather, "Embedding", in, {in.h, in.w * in.c, columns, maximum(2, in.rank)});
  node.require_at_least(Rule::vocabulary, 1, words);
  node.require_at_least(Rule::vocabulary, 1, dimensions);
  node.traits.gives_weights = true;
  node.traits.either_axis = in.c == 1;  // a row of several indices has several columns
  node.traits.takes = Element::int32;
  node.demands.weights = rows * columns;
  vocabulary(node) = rows;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Of each index a row of a table: Keras `Embedding`, TFLite GATHER by what is computed, of a constant along its first dimension, and
/// EMBEDDING_LOOKUP, ONNX Gather. Indices are `std::int32_t` or `std::int64_t`; those below 0 count from the end; one outside the
/// table has its nearest row, where TFLite Micro ends the inference.
///
/// shapes   `Shape<indices>`, or `Shape<indices, 1>` -> `Shape<indices, dimensions>`; of more extents the channels become columns
/// weights  `[vocabulary, dimensions]`, int8, whose quantization is the output's, int16 or float32
/// rejects  a table without rows or columns
/// source   TensorFlow Lite Micro kernels/gather.cc
template <int vocabulary, int dimensions>
struct Embedding {
  static constexpr core::Node describe(core::Extent in) { return layers::embedding(in, vocabulary, dimensions); }
};

}  // namespace tinytmpl
