// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "quantize/evaluation.hpp"
#include "quantize/histogram.hpp"
#include "quantize/samples.hpp"

namespace exporter {

/// Told how many samples of all have been computed, for what.
using Progress = std::function<void(std::string_view work, std::int64_t done, std::int64_t all)>;

/// What the values of a float graph held.
struct Calibration {
  std::map<int, Histogram> histograms{};
  std::map<int, std::vector<float>> means{};  // of each element, of inputs of operators with weights
  std::map<int, std::vector<float>> peaks{};  // of each channel of their outputs, the largest size
};

Calibration calibrate(const Graph& graph, const Samples& samples, const Progress& progress);

/// Calls with some samples at a time, as many as memory holds all values of: their number, and the inputs' bytes.
void for_some(const Graph& graph, const Samples& samples, const Progress& progress, std::string_view work,
              const std::function<void(std::int64_t count, Tensors inputs)>& use);

}  // namespace exporter
