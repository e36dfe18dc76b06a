// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/rounding.hpp>

namespace tinytmpl::core {

/// The sum of two float32 numbers in steps of `scale`, to the nearest integer, half to even; what lies beyond 1,024 is there, and
/// what is not a number at the lower end.
///
/// source   ONNX, QuantizeLinear
constexpr std::int32_t steps_of_sum(float left, float right, float scale) {
  if (scale == 0) return 0;  // a multiplier that is too small
  const float steps = (exact(left) + exact(right)) / scale;
  if (!(steps > -1024)) return -1024;
  return steps < 1024 ? static_cast<std::int32_t>(rounded_to_even(steps)) : 1024;
}

}  // namespace tinytmpl::core
