// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/memory.hpp"
#include "evaluate/targets.hpp"
#include "ir.hpp"

namespace exporter {

/// What a Model costs on a target, with the default policies and pointers of 32 bits: the library's planner, at run time.
struct Plan {
  /// `ram_bytes` of the Model for each Schedule, its input's memory kept or reused.
  struct Ram {
    std::int64_t kept = 0, reused = 0;
  };
  struct LayerCost {
    std::int64_t flash_bytes = 0;                      // constants
    std::int64_t ram_bytes = 0;                        // memory of its output, min_ram
    std::string kernels;                               // by name; several: what it becomes; none: it joined another
    std::vector<tinytmpl::kernels::Refusal> refusals;  // why it has no better ones
  };
  Ram min_ram, layerwise;
  std::optional<std::int64_t> fed;  // of one input only
  std::int64_t table_bytes = 0;     // flash of the tables that run the plan
  std::vector<LayerCost> layers;
  Memory min_ram_memory, layerwise_memory;  // the input's kept

  std::int64_t flash_bytes() const;
};

/// Nothing of a network that has more layers or rows than the tool plans for.
std::optional<Plan> make_plan(const Network& net, const Target& target);

}  // namespace exporter
