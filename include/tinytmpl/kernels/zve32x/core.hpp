// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::kernels::zve32x {

/// Registers have so many bits at least. It decides what is fast, and not what is right.
#if defined(__riscv_v_min_vlen)
inline constexpr int least_vlen = __riscv_v_min_vlen;
#else
inline constexpr int least_vlen = 128;
#endif

}  // namespace tinytmpl::kernels::zve32x
