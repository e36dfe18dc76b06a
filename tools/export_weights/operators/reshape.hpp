// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator reshape;  // to the shape of its output

}  // namespace exporter::operators
