// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/target.hpp>

namespace tinytmpl::kernels {

/// 32-bit RISC-V with vectors of integers of up to 32 bits (Zve32x, and so V), whatever the size of its registers. What it lacks it
/// inherits from scalar.
struct zve32x : scalar {
  static constexpr const char* name = "zve32x";
};

namespace rvv {

/// Registers have so many bits at least. It decides what is fast, and not what is right.
#if defined(__riscv_v_min_vlen)
inline constexpr int least_vlen = __riscv_v_min_vlen;
#else
inline constexpr int least_vlen = 128;
#endif

}  // namespace rvv

}  // namespace tinytmpl::kernels
