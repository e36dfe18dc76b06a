// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/operands.hpp"

namespace exporter {

/// The bytes of an output, of this shape, of an operation on constants. Throws Unknown: it reads no constants, or does more with
/// them than is needed for shapes, weights and beginnings.
Buffer evaluate_constant(const Graph& graph, const Operation& op, std::size_t output, const std::vector<int>& shape);

}  // namespace exporter
