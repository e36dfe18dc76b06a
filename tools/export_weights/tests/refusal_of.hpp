// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "error.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"

namespace exporter {

/// What a model is refused with; "accepted" if it is not.
inline std::string refusal(const std::vector<std::uint8_t>& bytes) {
  try {
    lower(read_tflite(bytes));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace exporter
