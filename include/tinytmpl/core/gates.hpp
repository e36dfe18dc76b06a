// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/math.hpp>

/// The logistic function and tanh of int16 to int16 in Q0.15, between points of a table: TFLite kernels/internal/reference/integer_ops/
/// logistic.h and tanh.h.
namespace tinytmpl::core {

/// 1 / (1 + e^-x) for x = 0, 1/24, 2/24, ... in Q0.16, each raised by half of what a chord runs below the curve there.
inline constexpr Array<std::uint16_t, 256> logistic_points = [] {
  Array<std::uint16_t, 256> points;
  double power = 1;
  for (int i = 0; i < 255; ++i, power *= 0.9591894571091382) {  // e^(-1/24)
    const double y = 1 / (1 + power);
    const double curvature = y * (1 - y) * (1 - 2 * y);
    points[i] = static_cast<std::uint16_t>(nearest_integer(65536 * (y - curvature / (16 * 24 * 24))));
  }
  points[255] = 65535;
  return points;
}();

namespace detail {

/// A point of the curve for |x|, which has `bits` bits behind those that choose the points; in Q0.(16 + bits).
constexpr std::int32_t on_chord(std::int32_t x, int bits) {
  const std::int32_t size = x < 0 ? -x : x;
  const int i = size >> bits;
  // Beyond the table the reference returns constants; its logistic function's is a little less than the last point.
  if (i >= 255) return bits == 9 ? 0x7FFF << 10 : 0xFFFF << bits;
  const std::int32_t a = logistic_points[i], b = logistic_points[i + 1];
  return (a << bits) + (size & ((1 << bits) - 1)) * (b - a);
}

}  // namespace detail

/// Of x / (3 * 2^12).
constexpr std::int32_t logistic_of_thirds(std::int32_t x) {
  const std::int32_t y = detail::on_chord(x, 9), half = 1 << 9;
  return (x >= 0 ? y + half : (1 << 25) - y + half - 1) >> 10;
}
constexpr std::int32_t tanh_of_thirds(std::int32_t x) {
  const std::int32_t y = detail::on_chord(x, 8) - (1 << 23), half = 1 << 7;
  return (x >= 0 ? y + half : half - 1 - y) >> 8;
}

/// Of x in Q3.12.
constexpr std::int32_t logistic_16(std::int32_t x) { return logistic_of_thirds(3 * x); }
/// Of x * 2^power.
constexpr std::int32_t tanh_16(std::int32_t x, int power) {
  const int left = power + 12;
  return tanh_of_thirds(left >= 0 ? 3 * x * (1 << left) : (3 * x + (1 << (-left - 1))) >> -left);
}

}  // namespace tinytmpl::core
