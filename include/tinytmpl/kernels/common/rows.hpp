// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/band.hpp>

namespace tinytmpl::kernels::common {

/// The `count` rows that a depthwise kernel reads; instead of those outside the image a row of zero points, which is the scratch. One
/// function for all layers: networks have many of these.
[[gnu::noinline]] constexpr void find_rows(const std::int8_t** rows, const std::int8_t* const* from, int count,
                                           std::int8_t* scratch, int row_bytes, std::int32_t zero_point) {
  bool filled = false;
  for (int i = 0; i < count; ++i) {
    rows[i] = from[i];
    if (rows[i]) continue;
    for (int j = 0; j < row_bytes && !filled; ++j) scratch[j] = static_cast<std::int8_t>(zero_point);
    filled = true, rows[i] = scratch;
  }
}

}  // namespace tinytmpl::kernels::common
