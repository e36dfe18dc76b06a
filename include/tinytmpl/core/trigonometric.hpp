// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exponential.hpp>

namespace tinytmpl::core {

namespace detail {

/// An angle of at most pi / 4, and quarter turns in front of it.
struct Angle {
  int quarters = 0;
  bool negative = false;
  std::uint64_t mantissa = 0;  // less than 2^63, its size is that times 2^exponent
  int exponent = 0;
};

/// |x| modulo a full turn: of 2 / pi so many bits as count for x (M. Payne, R. Hanek, Radian reduction for trigonometric functions, 1983).
constexpr Angle reduced(float x) {
  // Behind 32 bits of zero.
  constexpr std::uint32_t two_over_pi[] = {0,          0xA2F9836E, 0x4E441529, 0xFC2757D1,
                                           0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB};
  const Whole whole{x};
  if (whole.exponent < -24) return {0, false, std::uint64_t{whole.mantissa} << 38, whole.exponent - 38};
  // Those bits whose products are less than a turn.
  const int first = (whole.exponent + 30) >> 5, shift = (whole.exponent + 30) & 31;
  const auto digits = [&](int i) {
    const std::uint64_t two = std::uint64_t{two_over_pi[first + i]} << 32 | two_over_pi[first + i + 1];
    return two >> (32 - shift) & 0xFFFFFFFF;
  };
  const std::uint64_t m = whole.mantissa;
  const std::uint64_t turn = (m * digits(0) << 32) + m * digits(1) + (m * digits(2) >> 32);  // in quarters, Q2.62
  Angle angle;
  const std::uint64_t nearest = (turn >> 62) + (turn >> 61 & 1);
  angle.quarters = static_cast<int>(nearest & 3);
  const auto rest = static_cast<std::int64_t>(turn - (nearest << 62));
  angle.negative = rest < 0;
  const auto size = static_cast<std::uint64_t>(rest < 0 ? -rest : rest);
  if (size == 0) return angle;
  const int up = std::countl_zero(size) - 2;
  angle.mantissa = (size << up >> 31) * 0xC90FDAA2;  // pi / 2 in Q1.31
  angle.exponent = -62 - up;
  return angle;
}

/// 1 - z * (a - z * (b - z * (c - z * d))), in Q.31.
constexpr std::int64_t alternating(std::int64_t z, std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  const std::int64_t series = a - (z * (b - (z * (c - (z * d >> 31)) >> 31)) >> 31);
  return (std::int64_t{1} << 31) - (z * series >> 31);
}

/// The sine of an angle and `more` quarter turns.
constexpr float sine_of(Angle angle, int more) {
  const int quarters = angle.quarters + more;
  const int down = -31 - angle.exponent;
  const auto fixed = static_cast<std::int64_t>(down < 64 ? angle.mantissa >> down : 0);  // in Q.31
  const std::int64_t z = fixed * fixed >> 31;
  const bool is_cosine = (quarters & 1) != 0;
  float y;
  if (is_cosine) {
    y = nearest_float(static_cast<std::uint64_t>(alternating(z, 0x40000000, 0x5555555, 0x2D82D8, 0xD00D)), -31);
  } else {
    const auto part = static_cast<std::uint64_t>(alternating(z, 0x15555555, 0x1111111, 0x68068, 0x171E));
    y = nearest_float((angle.mantissa >> 31) * part, angle.exponent);
  }
  return (!is_cosine && angle.negative) != ((quarters & 2) != 0) ? -y : y;
}

}  // namespace detail

/// The sine of x.
constexpr float sine(float x) {
  if (!detail::is_finite(x)) return std::numeric_limits<float>::quiet_NaN();
  if (x > -0x1p-12f && x < 0x1p-12f) return x;
  const float y = detail::sine_of(detail::reduced(x), 0);
  return x < 0 ? -y : y;
}

/// The cosine of x.
constexpr float cosine(float x) {
  if (!detail::is_finite(x)) return std::numeric_limits<float>::quiet_NaN();
  return detail::sine_of(detail::reduced(x), 1);
}

}  // namespace tinytmpl::core
