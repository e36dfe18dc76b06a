// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/numbers.hpp>

namespace tinytmpl::kernels::common {

/// What becomes of results below the output's zero point. With a ReLU all of them are clamped to it, so it does not matter how their
/// ties are rounded, and that is shorter.
enum class Negatives { kept, clamped };

constexpr Negatives negatives(const Numbers& n) { return n.clamps_below ? Negatives::clamped : Negatives::kept; }

}  // namespace tinytmpl::kernels::common
