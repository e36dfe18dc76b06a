// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// Asks the library's own rules, at run time, whether the header will compile. Whatever the frontend let through that they
/// refuse becomes an Error here; of a network with too many layers for that nothing is asked.
void check_rules(const Network& net);

}  // namespace exporter
