// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "graph/refusal.hpp"

namespace exporter {

/// A float32 input that only QUANTIZEs read, and a float32 output that a DEQUANTIZE writes, become int8 themselves: the
/// model's views quantize and dequantize. An input that is quantized in several ways becomes as many inputs: the first
/// keeps its place, the others stand behind all of them.
void take_off_floats(Graph& graph, Refusals& refusals);

/// Whoever reads what a DEQUANTIZE makes of a constant reads the constant itself, int8 or float16.
void skip_dequantized_constants(Graph& graph);

}  // namespace exporter
