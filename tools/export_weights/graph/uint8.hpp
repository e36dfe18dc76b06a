// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "graph/refusal.hpp"

namespace exporter {

/// uint8 at the two ends, around int8 arithmetic: a uint8 tensor that is only requantized and moved becomes the int8 one that
/// lies in memory, 128 less as its zero point is. A QUANTIZE that has nothing left to do goes. Notes the elements of inputs and
/// outputs, which stay what the file says.
void take_off_uint8(Graph& graph, Refusals& refusals);

}  // namespace exporter
