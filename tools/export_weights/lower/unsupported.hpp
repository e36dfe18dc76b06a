// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "graph/graph.hpp"

namespace exporter {

/// Why an operator that the library does not have is refused, and what to do instead. `computes_shape`: with integers that
/// depend on a shape. `left_in_float`: in a model that the converter has quantized but for this operator.
std::string unsupported(const Operation& op, bool computes_shape, bool left_in_float);

}  // namespace exporter
