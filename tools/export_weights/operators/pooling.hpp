// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/window.hpp>

#include "operators/operator.hpp"

namespace exporter::operators {

extern const Operator max_pool2d, average_pool2d;  // their attribute is a tinytmpl::core::Window

}  // namespace exporter::operators
