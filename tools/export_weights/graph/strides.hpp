// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <vector>

#include "graph/operands.hpp"

namespace exporter {

/// Elements of a tensor in another order, or some of them: element o of the result is `first` + the sum of o[i] * steps[i].
struct Strides {
  std::int64_t first = 0;
  std::vector<int> shape;  // of the result
  Integers steps;          // in elements, one for each axis of it
};

/// Where each element of the result lies in the tensor.
std::vector<std::size_t> places(const Strides& strides);

/// All of a tensor, as it lies.
Strides whole(const std::vector<int>& shape);

/// What operations take from their input. Each throws Unknown where its operands are not known, or wrong.
Strides transposed(const Operands&);
Strides sliced(const Operands&);
Strides sliced_in_strides(const Operands&);
Strides unpacked(const Operands&, std::size_t output);
Strides split(const Operands&, std::size_t output);
Strides split_by_sizes(const Operands&, std::size_t output);
/// Ones stretch to this shape.
Strides stretched(const std::vector<int>& from, const std::vector<int>& to);

}  // namespace exporter
