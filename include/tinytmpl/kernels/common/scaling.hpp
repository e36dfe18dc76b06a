// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/ladder.hpp>

/// From sums to int8 by instructions for vectors, whose rounding shift rounds ties up, and not away from zero.
namespace tinytmpl::kernels::common {

/// As far as code depends on it.
struct Scaling {
  bool keeps_negatives = false;  // results below the zero point are not all clamped away
  bool clamps = false;           // to more than the range of an int8
};
constexpr Scaling scaling(const Geometry& g) { return {!g.numbers.clamps_below, !g.numbers.saturates}; }

/// For negatives ties do not matter if they are clamped away; else one less is shifted, which needs a shift of at least 1.
constexpr const char* refuses_scaling(const Geometry& g) {
  if (!rounds_twice(g.rounding)) return reasons::not_rounded_twice;
  const bool fits = g.numbers.sum_bits <= 31 && g.numbers.least_shift >= (g.numbers.clamps_below ? 0 : 1);
  return fits ? nullptr : reasons::ties;
}

/// The geometry with only those of its numbers that `scaling` looks at.
constexpr Geometry keep_scaling(Geometry g) {
  g.numbers = {.saturates = g.numbers.saturates, .clamps_below = g.numbers.clamps_below};
  return g;
}

}  // namespace tinytmpl::kernels::common
