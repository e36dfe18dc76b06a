// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/arithmetic.hpp>

#include "lower/reading.hpp"
#include "operators/operator.hpp"
#include "words.hpp"

namespace exporter {

// Operators of two tensors that are broadcast, of which one may be a constant.

/// `Add`, or `WithConstant<Add, Shape<4>>`.
std::string binary_word(const char* name, const Network& net, const Layer& layer);
template <class Word>
tinytmpl::core::Node binary_node(const Network& net, const Layer& layer) {
  const tinytmpl::core::Node node = Word::describe(extent(net.in(layer, 0).dims), extent(net.in(layer, 1).dims));
  return constant_operand(net, layer) ? tinytmpl::layers::with_constant(node, net.in(layer).is_constant()) : node;
}
/// A constant's channels are tied to the output's, and go with them.
void tie_binary(Ties& ties, const Layer& layer);
inline bool is_binary(const Operator& op) { return op.tie == tie_binary; }

/// The shape of both together, as numpy has it: aligned at the end, ones stretch.
std::vector<int> broadcast(const Reading& r, const std::vector<int>& a, const std::vector<int>& b);
/// Reads both operands.
Layer read_binary(Reading& r, const Operator& op);
void finish_binary(Reading& r, Layer layer);

}  // namespace exporter
