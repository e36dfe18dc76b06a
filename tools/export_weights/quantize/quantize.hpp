// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "graph/graph.hpp"
#include "quantize/calibration.hpp"
#include "quantize/ranges.hpp"

namespace exporter {

/// How a float model is made int8.
struct QuantizeRequest {
  std::filesystem::path samples;
  std::optional<std::filesystem::path> labels{};
  Ranges ranges = Ranges::best;
  bool to_tflite = false;  // is the quantized model to be a file, too?
  Progress progress = [](std::string_view, std::int64_t, std::int64_t) {};
};

struct Quantized {
  Graph graph;
  std::string report;  // what it cost
};

/// Post-training quantization to int8, as TensorFlow Lite's full integer quantization. Throws Error.
Quantized quantize(Graph graph, const QuantizeRequest& request);

}  // namespace exporter
