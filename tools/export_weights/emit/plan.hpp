// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir.hpp"

namespace exporter {

/// What the library's planner finds for a network, with portable kernels on a 32-bit target.
struct Plan {
  /// `ram_bytes` of the Model for each Schedule, its input's memory kept or reused.
  struct Ram {
    std::int64_t kept = 0, reused = 0;
  };
  Ram min_ram, layerwise;
  std::optional<std::int64_t> fed;        // of one input only
  std::int64_t table_bytes = 0;           // flash of the tables that run the plan
  std::vector<std::int64_t> layer_flash;  // constants of each layer
  std::vector<std::int64_t> layer_ram;    // memory of each layer's output, min_ram
};

/// Nothing of a network that has more layers or rows than the tool plans for.
std::optional<Plan> make_plan(const Network& net);

}  // namespace exporter
