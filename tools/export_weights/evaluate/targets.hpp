// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>
#include <vector>

#include <tinytmpl/kernels/ladder.hpp>

namespace exporter {

/// A machine by the name that users give it, and the kernels that its compiler chooses from.
struct Target {
  std::string_view name;  // "cortex-m4"
  bool counts_on_numbers;
  tinytmpl::kernels::Choice (*choose)(const tinytmpl::core::Geometry& layer);
  /// Better kernels than the chosen one, and why they did not take the layer.
  std::vector<tinytmpl::kernels::Refusal> (*refusals)(const tinytmpl::core::Geometry& layer);
};

/// All of them; the first one is any machine, with the portable kernels.
const std::vector<Target>& targets();

/// By name, also without "cortex-", in capitals, and "Cortex-M0+". Null: there is none of that name.
const Target* find_target(std::string_view name);

}  // namespace exporter
