// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>

#include "ir.hpp"

namespace exporter {

/// What taking out dead channels saved.
struct Savings {
  int channels = 0;
  std::int64_t macs_before = 0, weight_bytes_before = 0;
};

/// A table for a terminal: each layer's output, MACs, flash and RAM, and the totals, RAM for each schedule.
std::string report(const Network& net, const Savings& savings);

}  // namespace exporter
