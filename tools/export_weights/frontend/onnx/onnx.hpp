// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "graph/graph.hpp"

namespace exporter {

/// Reads an ONNX model into a graph; what cannot be translated stands in it as a refusal. Weights that lie in another file are read from
/// `folder`, where the model stands; empty: from nowhere. Throws Error.
Graph read_onnx(std::span<const std::uint8_t> bytes, const std::filesystem::path& folder = {});

}  // namespace exporter
