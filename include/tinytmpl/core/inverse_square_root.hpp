// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/fixed_point.hpp>
#include <tinytmpl/core/math.hpp>

namespace tinytmpl::core {

/// 1 / sqrt(x) of an x that is not negative, of 0 as of 1, by five steps of Newton's in Q3.28: TFLite kernels/internal/common.h,
/// GetInvSqrtQuantizedMultiplierExp.
constexpr Multiplier inverse_square_root(std::int32_t x) {
  if (x <= 1) return {2147483647, 0};
  int down = 11;
  for (; x >= 1 << 29; x /= 4) ++down;
  const int pairs = (std::countl_zero(static_cast<std::uint32_t>(x)) - 1) / 2 - 1;
  down -= pairs;
  x <<= 2 * pairs;
  const auto in_q3 = [](std::int32_t wide, int bits) {  // from Q(3 + bits), which stays within its range here
    const std::int64_t shifted = std::int64_t{wide} * (1 << bits);
    return static_cast<std::int32_t>(bounded<std::int64_t>(shifted, -2147483647 - 1, 2147483647));
  };
  const std::int32_t half = divide_by_power_of_two(x >> 1, 1), three_halves = (1 << 28) + (1 << 27);
  std::int32_t y = 1 << 28;
  for (int i = 0; i < 5; ++i) {
    const std::int32_t cube = in_q3(multiply_high(multiply_high(y, y), y), 6);
    y = in_q3(multiply_high(three_halves, y) - multiply_high(half, cube), 3);
  }
  y = multiply_high(y, 1518500250);  // sqrt(1/2)
  if (down < 0) return {y << -down, 0};
  return {y, -down};
}

}  // namespace tinytmpl::core
