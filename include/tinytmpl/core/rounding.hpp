// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exponential.hpp>

/// Whole numbers among floats, and quotients.
namespace tinytmpl::core {

namespace detail {

/// Of x the part before the point, of which `direction` says where to the rest is rounded: -1 down, 1 up. Zeros keep the sign.
constexpr float whole_part(float x, int direction) {
  if (!(x > -0x1p23f && x < 0x1p23f)) return x;
  auto y = static_cast<float>(static_cast<std::int32_t>(x));
  if (direction < 0 ? y > x : y < x) y += static_cast<float>(direction);
  const std::uint32_t sign = y == 0 ? std::bit_cast<std::uint32_t>(x) & 0x80000000 : 0;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(y) | sign);
}

}  // namespace detail

constexpr float rounded_down(float x) { return detail::whole_part(x, -1); }
constexpr float rounded_up(float x) { return detail::whole_part(x, 1); }

/// Half to even: TFLite reference/round.h.
constexpr float rounded_to_even(float x) {
  if (!(x > -0x1p23f && x < 0x1p23f)) return x;
  const float below = rounded_down(x), rest = x - below;
  const bool stays = rest < 0.5f || (rest == 0.5f && static_cast<std::int32_t>(below) % 2 == 0);
  return stays ? below : below + 1;
}

/// a / b, also in constant expressions.
constexpr float quotient(float a, float b) {
  using Reals = std::numeric_limits<float>;
  if (!std::is_constant_evaluated() || b != 0) return a / b;
  if (is_nan(a) || a == 0) return Reals::quiet_NaN();
  const bool negative = ((std::bit_cast<std::uint32_t>(a) ^ std::bit_cast<std::uint32_t>(b)) >> 31) != 0;
  return negative ? -Reals::infinity() : Reals::infinity();
}

/// a / b rounded down, of the quotient that doubles have: TFLite reference/floor_div.h.
constexpr float floored_quotient(float a, float b) {
  const float ratio = quotient(a, b);
  if (!(ratio > -0x1p62f && ratio < 0x1p62f) || b == 0) return ratio;  // whole, if it is a number
  const double exact = double{a} / double{b};
  const auto whole = static_cast<double>(static_cast<std::int64_t>(exact));
  if (whole == exact) return ratio;  // also a zero, of its sign
  return static_cast<float>(whole > exact ? whole - 1 : whole);
}

/// What is left of a, of its sign, after b has been taken from it as often as it fits: C's fmod, which is exact.
constexpr float truncated_remainder(float a, float b) {
  if (is_nan(a) || is_nan(b) || b == 0 || !detail::is_finite(a)) return std::numeric_limits<float>::quiet_NaN();
  const float size_a = a < 0 ? -a : a, size_b = b < 0 ? -b : b;
  if (size_a < size_b) return a;
  const detail::Whole dividend{a}, divisor{b};
  std::uint64_t rest = dividend.mantissa % divisor.mantissa;
  for (int left = dividend.exponent - divisor.exponent; left > 0 && rest != 0;) {
    const int step = left < 39 ? left : 39;
    rest = (rest << step) % divisor.mantissa;
    left -= step;
  }
  const float size = detail::nearest_float(rest, divisor.exponent);
  return std::bit_cast<std::int32_t>(a) < 0 ? -size : size;
}

/// The same of b's sign: TFLite Micro kernels/floor_mod.cc.
constexpr float floored_remainder(float a, float b) {
  const float rest = truncated_remainder(a, b);
  return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest;
}

}  // namespace tinytmpl::core
