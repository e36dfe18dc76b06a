// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/concat.hpp>

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator concat;  // its attribute is a tinytmpl::Axis

}  // namespace exporter::operators
