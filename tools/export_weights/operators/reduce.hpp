// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include <tinytmpl/layers/concat.hpp>

#include "operators/operator.hpp"

namespace exporter {

struct ReductionAttributes {
  std::vector<tinytmpl::Axis> axes;
  bool keep_dims = false;
};

namespace operators {
extern const Operator mean;
}

}  // namespace exporter
