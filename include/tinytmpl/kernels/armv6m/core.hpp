// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/numbers.hpp>
#include <tinytmpl/kernels/scalar/core.hpp>

namespace tinytmpl::kernels::armv6m {

using common::Negatives;

/// Cortex-M0, M0+ and M23: eight low registers, a 32-bit product, nothing of 64 bits. And Cortex-M3, which has all that, too.
struct Core : scalar::Core {
  /// Is this such a core? Elsewhere the definitions of its kernels run, so that they can be tested.
#if defined(__thumb__)
  static constexpr bool here = true;
#else
  static constexpr bool here = false;
#endif
  static constexpr int filters = 1, pixels_in_lanes = 7;
  static constexpr int cost(int pairs, int singles) { return 8 + 14 * pairs + 10 * singles + (pairs > 2 ? 2 : 0); }
};

}  // namespace tinytmpl::kernels::armv6m
