// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/concat.hpp>

#include "lower/reading.hpp"
#include "operators/operator.hpp"

namespace exporter {

namespace operators {

extern const Operator concat;  // its attribute is a tinytmpl::Axis

}  // namespace operators

/// A layer that joins tensors of the file's dimensions `shapes`, which are alike but for `axis`: along an axis of the library, or,
/// where that has dropped or joined dimensions, as matrices of what lies before the axis and from it on. Its output has `dims`.
Layer join(Reading& r, std::vector<int> tensors, const std::vector<std::vector<int>>& shapes, int axis, Dims& dims);

}  // namespace exporter
