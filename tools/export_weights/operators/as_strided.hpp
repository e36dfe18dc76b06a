// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/move.hpp>

#include "lower/reading.hpp"

namespace exporter {

/// The places of a tensor's elements, one after the other, along the dimensions of another one.
class StridedView {
 public:
  /// Those of all elements, in the order of a tensor of this shape.
  explicit StridedView(const std::vector<int>& shape);

  struct Axis {
    std::int64_t size, stride;
  };
  std::vector<Axis> axes;
  std::int64_t offset = 0;

  std::int64_t elements() const;
  bool is_in_order() const;  // from the first one on, one after the other
};

/// Adds what makes of input `i` a tensor of these dimensions, those of the view's axes joined: nothing where bytes stay in their order,
/// but for a Reshape.
int strided(Reading& r, std::size_t i, const StridedView& view, const Dims& dims);

/// Adds what makes the output of input `i`, of the shape of the view's axes joined to `shape` in the file's terms: a Reshape where
/// bytes stay in their order.
void finish_strided(Reading& r, std::size_t i, const StridedView& view, const std::vector<int>& shape);

}  // namespace exporter
