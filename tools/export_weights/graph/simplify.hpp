// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "graph/refusal.hpp"

namespace exporter {

/// All passes over a file's operators, in their order: constants are folded, what nobody needs is taken out, what a converter wrote in
/// parts is put together. What that refuses goes to `refusals`.
void simplify(Graph& graph, Refusals& refusals);

}  // namespace exporter
