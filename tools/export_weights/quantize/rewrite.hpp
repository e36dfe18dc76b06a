// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// A RELU, RELU6 or RELU_N1_TO_1 becomes part of the only operator in front of it that can have one: then no int8 is spent on what it
/// cuts off.
void fuse_activations(Graph& graph);

/// The biases of a FULLY_CONNECTED whose weights are computed become an ADD behind it: in int8 it has none.
void split_biases(Graph& graph);

}  // namespace exporter
