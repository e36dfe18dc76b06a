// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "graph/refusal.hpp"

namespace exporter {

/// A uint8 tensor becomes the int8 one that lies in memory, 128 less as its zero point is: at the two ends, around int8 arithmetic,
/// and in models that compute in uint8, the quantization of TensorFlow 1, whose operators' rules know what is different there. A
/// QUANTIZE that has nothing left to do goes. Notes the elements of inputs and outputs, which stay what the file says.
void take_off_uint8(Graph& graph, Refusals& refusals);

}  // namespace exporter
