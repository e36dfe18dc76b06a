// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// A quantized sum of two int8 as  (left * x + right * y + offset) >> shift, clamped to int8: equal to TFLite's chain of three
/// multipliers for all 65,536 pairs, which graph/linear.hpp has proved in the compiler. It fits into 32 bits.
struct LinearSum {
  std::int32_t left = 0, right = 0, offset = 0;
  std::int32_t shift = 0;  // 0: there is none
};

}  // namespace tinytmpl::core
