// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ir.hpp"

namespace exporter {

/// The bytes of outputs that the network's Model computes, without a compiler: for the bytes of all inputs of an inference, one after
/// the other, and then those of the next one. Throws Error if they are none of this network's. Not from several threads.
std::vector<std::uint8_t> run(const Network& net, std::span<const std::uint8_t> inputs);

}  // namespace exporter
