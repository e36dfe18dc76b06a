// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter {

struct DenseAttributes {
  bool last_axis = false;  // at every position, not of the tensor as one vector
};

namespace operators {
extern const Operator dense;
}

}  // namespace exporter
