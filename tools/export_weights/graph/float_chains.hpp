// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter {

/// Type of an operation that no format has: a function of an int8, whose 256 outputs are its attribute of the same name.
constexpr std::string_view lookup_type = "lookup";
constexpr const char* lookup_outputs = "outputs";

/// Converters leave operators in float32 that they cannot quantize: DEQUANTIZE, ELU, QUANTIZE. Where a QUANTIZE makes an int8 of
/// what was one int8, with nothing but functions of one element and constants of one element between, it becomes one table.
void fold_float_chains(Graph& graph);

}  // namespace exporter
