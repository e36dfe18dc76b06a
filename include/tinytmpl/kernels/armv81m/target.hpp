// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/target.hpp>

namespace tinytmpl::kernels {

/// Cortex-M55 and M85: vectors of 16 bytes (Helium). What it lacks it inherits from armv7em.
struct armv81m : armv7em {
  static constexpr const char* name = "armv81m";
};

namespace helium {

/// Does the machine have the instructions? Elsewhere each block of assembler is replaced by the same in C++, over the same packed
/// constants, so that the kernels run on a host, too.
#if defined(__ARM_FEATURE_MVE)
inline constexpr bool native = true;
#else
inline constexpr bool native = false;
#endif

}  // namespace helium

}  // namespace tinytmpl::kernels
