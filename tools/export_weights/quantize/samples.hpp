// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// What a float model is fed with to see its tensors.
struct Samples {
  std::int64_t count = 0;
  std::vector<std::vector<float>> inputs{};  // of the graph, each with all samples one after the other
};

/// Reads a .npy file, an .npz archive with an array for each input, or a folder of files of raw float32, .bin: for the one input,
/// or in a folder of its name for each of them. Throws Error for what does not fit the graph's inputs.
Samples read_samples(const std::filesystem::path& path, const Graph& graph);

/// A class for each sample. Throws Error.
std::vector<std::int64_t> read_labels(const std::filesystem::path& path, std::int64_t count);

}  // namespace exporter
