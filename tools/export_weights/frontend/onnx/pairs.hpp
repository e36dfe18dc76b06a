// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"

namespace exporter::onnx {

/// Operators between a DEQUANTIZE and a QUANTIZE become operators on the integers, as TensorFlow Lite computes them on the same
/// scales; what only moves elements moves integers; biases become int32. Functions of one element stay for
/// `fold_float_chains`. Constants of what stays in float32 become that.
void absorb_pairs(Graph& graph);

}  // namespace exporter::onnx
