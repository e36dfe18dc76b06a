// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>

#include "evaluate/targets.hpp"
#include "ir.hpp"

namespace exporter {

/// What taking out dead channels saved.
struct Savings {
  int channels = 0;
  std::int64_t macs_before = 0, weight_bytes_before = 0;
};

/// For whom a report counts.
struct ReportOptions {
  const Target* target = nullptr;  // null: none was named
  bool why = false;                // says why layers have no better kernels
};

/// A table for a terminal: each layer's output, MACs, flash, RAM and kernel, and the totals, RAM for each schedule.
std::string report(const Network& net, const Savings& savings, const ReportOptions& options);

}  // namespace exporter
