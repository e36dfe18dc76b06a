// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "lower/reading.hpp"

namespace exporter {

/// Rows of the constant `table`, its first dimension, by computed indices.
void read_embedding(Reading& r, std::size_t indices, std::size_t table);

}  // namespace exporter
