// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/core.hpp>

namespace tinytmpl::kernels::xtensa {

/// Xtensa: fourteen registers, a 32-bit product, no load that extends a sign. It reads constants in words anyway.
struct Core : scalar::Core {
  static constexpr int filters = 1, pixels_in_lanes = 6;
  static constexpr int cost(int pairs, int singles) { return 12 + 18 * pairs + 12 * singles; }
  static constexpr bool loads_signed_bytes = false;

#if defined(__XTENSA__)
  // GCC gathers products before it adds them up, and has no registers for them; and its loops take an instruction more, and a
  // register, where they end with a comparison of pointers.
  [[gnu::always_inline]] static void keep_order(auto& x) { asm volatile("" : "+r"(x)); }
  [[gnu::always_inline]] static void keep_count(int& x) { asm volatile("" : "+r"(x)); }
#endif
};

}  // namespace tinytmpl::kernels::xtensa
