// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::common {

/// Why a row sum is not of all columns, channel by channel, in 16 bits.
constexpr const char* refuses_column_sums(const Geometry& g) {
  if (g.out.w != 1 || g.out.c != g.in[0].c) return reasons::not_columns;
  return g.out.element == Element::int16 ? nullptr : reasons::wide_sums;
}

}  // namespace tinytmpl::kernels::common
