// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>

#include "graph/attributes.hpp"

namespace exporter {

/// What a custom operator is told, where that is a map in FlexBuffers: its integers and booleans, by name. Of everything else nothing.
Attributes read_custom_options(std::span<const std::uint8_t> bytes);

}  // namespace exporter
