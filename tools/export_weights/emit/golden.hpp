// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ir.hpp"

namespace exporter {

/// Vectors for the model's self-test: the bytes of all its inputs, one after the other, then those of the next vector; and the
/// outputs that the reference has for them.
struct Golden {
  std::vector<std::uint8_t> inputs, outputs;
};

/// How many inferences these bytes are the inputs of. Throws Error, which calls them `what`, if they are none of this network's.
std::int64_t inferences(const Network& net, std::span<const std::uint8_t> inputs, std::string_view what);

/// How many vectors these are. Throws Error if they are none of this network's.
std::int64_t vectors(const Network& net, const Golden& golden);

/// What comes of them: a line of the report. Layers of your own are not computed here.
std::string golden_result(const Network& net, const Golden& golden);

/// Their part of the header: two arrays, and `golden`.
std::string golden_text(const Network& net, const Golden& golden);

}  // namespace exporter
