// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// An operator of TensorFlow Lite Micro's signal library, of which files say that it is a custom one.
bool is_signal(const Operation& op);

constexpr const char* feature_scale_type = "(feature scale)";  ///< What `fuse_signals` makes of a chain of int32.

/// Of a graph with such operators: its tensors of integers without a scale are numbers themselves, and get the scale 1. Joins what a
/// converter spells out in int32 around them: zeros in place of energies that nobody computed, and the scale of the features.
void fuse_signals(Graph& graph);

}  // namespace exporter
