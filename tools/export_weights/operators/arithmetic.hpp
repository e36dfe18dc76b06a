// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator add, sub, mul;  // of two inputs, one of which may be a constant

}  // namespace exporter::operators
