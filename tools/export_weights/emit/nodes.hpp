// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>

#include <tinytmpl/graph/seq.hpp>

#include "ir.hpp"

namespace exporter {

constexpr int most_nodes = 1024;
using NodeNetwork = tinytmpl::graph::Network<most_nodes>;

/// The network as the library sees it, before its passes: `Node::layer` is the index of the layer behind the inputs. Nothing
/// if it has too many layers.
std::optional<NodeNetwork> describe(const Network& net);

}  // namespace exporter
