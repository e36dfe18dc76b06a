// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/window.hpp>

#include "operators/operator.hpp"

namespace exporter {

/// Of conv2d; of depthwise_conv2d, which has no groups, the window alone.
struct Convolution {
  tinytmpl::core::Window window{};
  int groups = 1;
};

namespace operators {
extern const Operator conv2d, depthwise_conv2d;
}

}  // namespace exporter
