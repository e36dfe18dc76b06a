// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// Of Reshapes behind each other only the last stays; one that changes nothing goes.
void tidy_reshapes(Network& net);

}  // namespace exporter
