// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// Cortex-M4, M7 and M33: 32-bit words of two 16-bit halves, multiplied and added in one instruction (the DSP extension).
struct armv7em : portable {
  static constexpr const char* name = "armv7em";
};

}  // namespace tinytmpl::kernels
