// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// A graph as a .tflite file. Throws Error for an operator that the format does not have.
std::vector<std::uint8_t> write_tflite(const Graph& graph);

}  // namespace exporter
