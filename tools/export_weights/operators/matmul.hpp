// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "operators/operator.hpp"
#include "operators/rules.hpp"

namespace exporter {

/// Which of the matrices are given transposed.
struct MatMulAttributes {
  bool transpose_left = false, transpose_right = false;
};

namespace operators {
extern const Operator matmul;
}

/// FULLY_CONNECTED whose weights are computed: the rows of its input times theirs.
void read_computed_weights(Reading& r);

}  // namespace exporter
