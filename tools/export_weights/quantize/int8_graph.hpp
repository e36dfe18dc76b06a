// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>

#include "graph/refusal.hpp"
#include "quantize/calibration.hpp"
#include "quantize/ranges.hpp"

namespace exporter {

/// A graph as TensorFlow Lite's full integer quantization makes it, and how the ranges of its values were found.
struct Int8Graph {
  Graph graph;
  std::map<int, Ranges> ranges;  // of those that no operator demands
};

/// Operators that cannot be int8, whatever the library computes.
void refuse_unquantizable(const Graph& graph, Refusals& refusals);

/// Values keep their numbers.
Int8Graph int8_graph(const Graph& graph, const Calibration& calibration, Ranges ranges);

}  // namespace exporter
