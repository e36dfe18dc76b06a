// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "ir.hpp"

namespace exporter {

/// The network that a file describes: float32 at the two ends taken off, batch dropped, every operator checked against
/// what the library computes. Throws one Error for all that stops it: each operator that is refused, with tensor, dtype,
/// the reason and what to do.
Network lower(Graph graph);

}  // namespace exporter
