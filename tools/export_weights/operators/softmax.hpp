// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"

namespace exporter {

struct SoftmaxAttributes {
  float beta = 1;
};

namespace operators {
extern const Operator softmax;
}

}  // namespace exporter
