// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// Cortex-M0, M0+ and M23: eight low registers, a 32-bit product, nothing of 64 bits.
struct armv6m : portable {
  static constexpr const char* name = "armv6m";
};

}  // namespace tinytmpl::kernels
