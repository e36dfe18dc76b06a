// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

namespace schema {
struct Model;
}

/// What a signature calls a tensor of its subgraph.
struct TensorName {
  std::string name;
  int tensor = 0;
};

/// An entry point of a file: a function that was exported, and what it calls its inputs and outputs.
struct Signature {
  std::string key;  // serving_default
  std::size_t subgraph = 0;
  std::vector<TensorName> inputs{}, outputs{};  // in any order; the tensors are there
};

/// All signatures of a file, in its order. A name for a tensor that its subgraph does not have is left out: names are for
/// people, nothing is computed from them.
std::vector<Signature> read_signatures(const schema::Model& model);

/// The first signature of a subgraph; none: null.
const Signature* signature_of(const std::vector<Signature>& signatures, std::size_t subgraph);

/// What `graph` and `signature`, if any, call its inputs and outputs.
void name_edges(Graph& graph, const Signature* signature);

}  // namespace exporter
