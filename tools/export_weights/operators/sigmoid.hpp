// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator sigmoid;

}  // namespace exporter::operators
