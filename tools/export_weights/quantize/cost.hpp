// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "quantize/calibration.hpp"
#include "quantize/int8_graph.hpp"

namespace exporter {

/// What a tensor of int8 lost against that of float32, over all samples.
struct Loss {
  double signal = 0, noise = 0;  // sums of squares
  double largest = 0;            // difference

  double decibels() const;  // infinite: nothing
};

/// How often a classifier is right.
struct Classes {
  std::int64_t same = 0;                   // in float32 and int8
  std::int64_t right = 0, right_int8 = 0;  // of labels
};

struct Cost {
  std::map<int, Loss> losses{};      // of each value that became int8
  std::optional<Classes> classes{};  // of the first output, if it is a vector

  /// Of the outputs together, against their signal.
  double noise(const Graph& graph) const;
};

/// Computes both graphs. `labels`: one for each sample, or none.
Cost cost_of(const Graph& graph, const Int8Graph& int8, const Samples& samples, const std::vector<std::int64_t>& labels,
             const Progress& progress);

/// For people: a line for each operator, and what became of the outputs.
std::string report(const Graph& graph, const Int8Graph& int8, const Cost& cost, std::int64_t samples, bool has_labels);

}  // namespace exporter
