// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>

#include "frontend/entry_points.hpp"
#include "frontend/file.hpp"

namespace exporter {

/// Reads a .tflite file that may come from anywhere: verified before anything is read, then every index and size.
/// The tensors' data stay where they are: `bytes` must outlive the result. Throws Error.
File read_tflite(std::span<const std::uint8_t> bytes, const Choice& choice = {});

}  // namespace exporter
