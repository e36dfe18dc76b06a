// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>

#include "frontend/tflite/entry_points.hpp"
#include "graph/graph.hpp"

namespace exporter {

/// Reads a .tflite file that may come from anywhere: verified before anything is read, then every index and size.
/// The tensors' data stay where they are: `bytes` must outlive the result. Throws Error.
Graph read_tflite(std::span<const std::uint8_t> bytes, const Choice& choice = {});

/// The format's number of a type of elements, which it has.
int dtype_number(Dtype dtype);

}  // namespace exporter
