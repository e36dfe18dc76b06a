// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// What an int8 value can be.
struct Interval {
  std::int8_t low = -128, high = 127;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// For each channel (the last axis) of each tensor an interval that holds every value it takes, whatever the input;
/// from the integer arithmetic that the library computes with, under either rounding.
std::vector<std::vector<Interval>> channel_intervals(const Network& net);

}  // namespace exporter
