// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// A core of 32 bits with a multiplier and sixteen registers or more, in C++ alone: RISC-V.
struct scalar : portable {
  static constexpr const char* name = "scalar";

  /// Pixels whose sums, of four filters each, fit into the registers.
#if defined(__riscv) && !defined(__riscv_32e)
  static constexpr int pixels = 5;
#else
  static constexpr int pixels = 2;
#endif
};

}  // namespace tinytmpl::kernels
