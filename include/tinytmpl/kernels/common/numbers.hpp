// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/math.hpp>
#include <tinytmpl/core/numbers.hpp>

/// What kernels of several targets tell apart in the numbers.
namespace tinytmpl::kernels::common {

/// What becomes of results below the output's zero point. With a ReLU all of them are clamped to it, so it does not matter how their
/// ties are rounded, and that is shorter.
enum class Negatives { kept, clamped };

constexpr Negatives negatives(const Numbers& n) { return n.clamps_below ? Negatives::clamped : Negatives::kept; }

/// Do sums fit after a left shift, and may a half be added to them before a right shift?
constexpr bool shifts_fit(const Numbers& n) { return n.sum_bits - minimum(n.least_shift, 0) <= 30; }

}  // namespace tinytmpl::kernels::common
