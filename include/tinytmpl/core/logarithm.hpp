// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exponential.hpp>

namespace tinytmpl::core {

/// The natural logarithm, of x = f * 2^e: e * ln 2 + 2 * atanh((f - 1) / (f + 1)), f from 1 / sqrt 2 to sqrt 2.
constexpr float logarithm(float x) {
  using Reals = std::numeric_limits<float>;
  if (is_nan(x) || x == Reals::infinity()) return x;
  if (x == 0) return -Reals::infinity();
  if (x < 0) return Reals::quiet_NaN();
  const float t = x - 1;
  if (t > -0x1p-8f && t < 0x1p-8f)
    return t - exact(exact(t * t) * (0.5f - exact(t * (1.0f / 3 - t * (0.25f - t / 5)))));
  const detail::Whole whole{x};
  const bool halves = whole.mantissa > 0xB504F3;
  const int e = whole.exponent + (halves ? 24 : 23);
  const std::int64_t one = halves ? 1 << 24 : 1 << 23, f = whole.mantissa;
  const std::int64_t s = (f - one) * (std::int64_t{1} << 40) / (f + one);  // in Q.40, at most 2^37.5
  const std::int64_t square = ((s >> 9) * (s >> 9)) >> 30;                 // in Q.32
  // Of the series what is left beside s, in Q.30: s^2 / 3 + s^4 / 5, and so on.
  constexpr std::int64_t coefficients[] = {0x4EC4EC5, 0x5D1745D, 0x71C71C7,  // 1 / 13, 1 / 11, ... 1 / 3
                                           0x9249249, 0xCCCCCCD, 0x15555555};
  std::int64_t series = 0;
  for (const std::int64_t coefficient : coefficients) series = (coefficient + series) * square >> 32;
  const std::int64_t y = 2 * (s + (s * series >> 30)) + e * 0xB17217F7D2;  // ln 2 in Q.40
  const float size = detail::nearest_float(static_cast<std::uint64_t>(y < 0 ? -y : y), -40);
  return y < 0 ? -size : size;
}

}  // namespace tinytmpl::core
