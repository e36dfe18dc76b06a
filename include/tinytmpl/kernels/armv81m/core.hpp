// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::kernels::armv81m {

/// Does the machine have the instructions? Elsewhere each block of assembler is replaced by the same in C++, over the same packed
/// constants, so that the kernels run on a host, too.
#if defined(__ARM_FEATURE_MVE)
inline constexpr bool native = true;
#else
inline constexpr bool native = false;
#endif

}  // namespace tinytmpl::kernels::armv81m
