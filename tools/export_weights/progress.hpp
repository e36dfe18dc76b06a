// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "quantize/calibration.hpp"

namespace exporter {

/// Says on standard error how far work is, if that is a terminal, and the work takes longer than a moment.
Progress progress_on_terminal();

}  // namespace exporter
