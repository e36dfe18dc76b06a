// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/target.hpp>

namespace tinytmpl::kernels {

/// Cortex-M55 and M85: vectors of 16 bytes (Helium). What it lacks it inherits from armv7em.
struct armv81m : armv7em {
  static constexpr const char* name = "armv81m";
};

}  // namespace tinytmpl::kernels
