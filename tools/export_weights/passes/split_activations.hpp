// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// A layer of several inputs is a name of its own in a Graph, and behind a Residual: its fused activation becomes a
/// layer with the same quantization, which the library fuses again.
void split_activations(Network& net);

}  // namespace exporter
