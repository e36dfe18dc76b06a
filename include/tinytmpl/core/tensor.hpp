// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl::core {

/// Where a tensor lies.
enum class Storage {
  arena,     // in memory that tensors share, for as long as somebody reads it
  state,     // behind the arena, kept from one inference to the next
  constant,  // in flash: training gave it
};

/// What lies in memory, row by row.
struct Tensor {
  Extent extent;
  Element element = Element::int8;
  Storage storage = Storage::arena;
  Quantization quantization;

  constexpr int row_bytes() const { return extent.row() * size_of(element); }
};

}  // namespace tinytmpl::core
