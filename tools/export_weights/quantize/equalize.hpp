// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "graph/graph.hpp"
#include "quantize/calibration.hpp"

namespace exporter {

/// Cross-layer equalization: where a layer with weights reads another one, the channels between them are divided by factors that make
/// their ranges alike, and the weights that read them multiplied by the same. What is computed in float32 stays the same. Gives back
/// between how many layers.
///
/// source   Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019, 4.1; factors as of Xiao et
///          al., "SmoothQuant", 2022, since weights have a scale for each output channel
int equalize(Graph& graph, const Calibration& calibration);

}  // namespace exporter
