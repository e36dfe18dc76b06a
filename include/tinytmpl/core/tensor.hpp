// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/quantization.hpp>

namespace tinytmpl::core {

/// Where a tensor lies: in the arena, for as long as somebody reads it; or behind it, kept from one inference to the next.
enum class Storage { arena, state };

/// What lies in memory, row by row.
struct Tensor {
  Extent extent;
  Element element = Element::int8;
  Storage storage = Storage::arena;
  Quantization quantization;

  constexpr int row_bytes() const { return extent.row() * size_of(element); }
};

}  // namespace tinytmpl::core
