// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// Takes out the channels that no output depends on: those that are the zero point whatever the input is, and
/// contribute nothing; those that are only multiplied by zero; and what only they were computed from. Every remaining
/// byte stays the same. Inputs and outputs of the network keep their shape, and every tensor keeps a channel. Returns
/// how many channels convolutions and dense layers lost.
int remove_dead_channels(Network& net);

}  // namespace exporter
