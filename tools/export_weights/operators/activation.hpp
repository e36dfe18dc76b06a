// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator activation;  // not fused: its attribute is an Activation

}  // namespace exporter::operators
