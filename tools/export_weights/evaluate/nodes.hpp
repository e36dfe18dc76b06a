// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <vector>

#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/graph/seq.hpp>

#include "ir.hpp"

namespace exporter {

constexpr int most_nodes = 1024;
using NodeNetwork = tinytmpl::graph::Network<most_nodes>;

/// The network as the library sees it, before its passes, with what training gave its words: as its header says both.
struct Description {
  NodeNetwork nodes;                             // `Node::layer` counts the words, of which a fused activation is one
  std::vector<tinytmpl::Parameters> parameters;  // of each word; they point into what was described
  std::vector<int> layers;                       // whose words they are; of an input -1
};

/// Nothing if it has too many layers.
std::optional<Description> describe(const Network& net);

}  // namespace exporter
