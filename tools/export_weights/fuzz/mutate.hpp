// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Changes a few things of the model in `data`, and writes it there again: its new size, or 0 if it is no model or became too
/// large.
std::size_t mutate_model(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed);
