// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include "ir.hpp"

namespace exporter {

/// A flag for each channel of each tensor.
using Channels = std::vector<std::vector<bool>>;

/// The channels that nothing needs: a convolution or dense layer does not need those that are `dead` (the zero point
/// for every input), nor those that it multiplies by zero; a layer that passes a channel on needs it if its own reader
/// does. None of a strange network that takes long to decide.
Channels removable(const Network& net, const Channels& dead);

}  // namespace exporter
