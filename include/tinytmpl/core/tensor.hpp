// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl::core {

/// What lies in memory, row by row.
struct Tensor {
  Extent extent;
  Element element = Element::int8;
  Quantization quantization;

  constexpr int row_bytes() const { return extent.row() * size_of(element); }
};

}  // namespace tinytmpl::core
