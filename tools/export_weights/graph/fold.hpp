// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// Computes what integers can be known now, and takes their operators out: converters write a Flatten with an open
/// batch as SHAPE -> STRIDED_SLICE -> PACK -> RESHAPE. What cannot be folded stays, for its reader to complain about.
void fold_constants(Graph& graph);

/// Takes out every operator on which no output depends.
void remove_unused_operators(Graph& graph);

}  // namespace exporter
