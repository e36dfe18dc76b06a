// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// The bytes of values of a graph, each for several inferences one after the other.
using Tensors = std::map<int, std::vector<std::uint8_t>>;

/// What operation `op` writes. It is computed as a network of its own, by the kernels that compute the whole one.
Tensors evaluate(const Graph& graph, const Operation& op, const Tensors& inputs, std::int64_t count);

/// Called with each value once it is computed, inputs included; in the end all that nobody reads any more is forgotten.
using See = std::function<void(int value, std::span<const std::uint8_t> bytes)>;

/// Computes a graph operator by operator, from its inputs, so that each of its values is seen. Its shapes are known, its constants folded.
void evaluate(const Graph& graph, Tensors known, std::int64_t count, const See& see);

/// The values of a graph that are computed, or given.
std::vector<int> computed_values(const Graph& graph);

/// Of bytes of float32.
std::span<const float> as_reals(std::span<const std::uint8_t> bytes);

}  // namespace exporter
