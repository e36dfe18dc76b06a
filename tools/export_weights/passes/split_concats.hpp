// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// The library joins up to eight tensors at a time: more of them become a tree of Concats, in order.
void split_concats(Network& net);

}  // namespace exporter
