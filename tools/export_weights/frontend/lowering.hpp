// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "frontend/reading.hpp"

namespace exporter {

using Lower = void (*)(Reading&);

/// What reads an operator of this code; null: the library does not have it.
Lower lowering(int code);

}  // namespace exporter
