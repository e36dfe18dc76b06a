// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// Derives the shapes that converters left open, computes what is constant then, and takes its operators out: a Flatten with an
/// open batch arrives as SHAPE -> STRIDED_SLICE -> PACK -> RESHAPE, the first state of an RNN as FILL. What cannot be folded stays,
/// for its reader to complain about.
void fold_constants(Graph& graph);

/// Takes out every operator on which no output depends.
void remove_unused_operators(Graph& graph);

}  // namespace exporter
