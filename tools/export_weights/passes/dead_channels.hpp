// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// Takes out channels that are the zero point whatever the input is: from the layer that writes them and from all that read
/// them, where all of them can do without. Zero points contribute nothing, so every remaining byte stays the same. Inputs and
/// outputs of the network keep their shape, and every tensor keeps a channel. Returns the number of channels taken out.
int remove_dead_channels(Network& net);

}  // namespace exporter
