// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exponential.hpp>

/// The error function, in integers as the functions of core/exponential.hpp. Polynomials are fits of our own, through the nodes of
/// Chebyshev's polynomials; coefficients are in Q.32, the highest power first.
namespace tinytmpl::core {

namespace detail {

template <int n>
constexpr std::int64_t polynomial(const std::int64_t (&coefficients)[n], std::int64_t x) {
  std::int64_t sum = 0;
  for (const std::int64_t coefficient : coefficients) sum = coefficient + (sum * x >> 32);
  return sum;
}

/// The size of erf x, of |x| < 1/2, is `mantissa`, less than 2^57, times 2^exponent: x times a polynomial of x^2.
struct SmallError {
  std::uint64_t mantissa;
  int exponent;

  constexpr explicit SmallError(float x) {
    constexpr std::int64_t coefficients[] = {-0x326D49, 0x154D077, -0x6E080C1, 0x1CE2EF24, -0x6049D19C, 0x120DD7504};
    const Whole whole{x};
    const int up = whole.exponent + 32;  // to Q.32, at most 7
    const std::int64_t m = whole.mantissa, fixed = up >= 0 ? m << up : up > -32 ? m >> -up : 0;
    mantissa = whole.mantissa * static_cast<std::uint64_t>(polynomial(coefficients, fixed * fixed >> 32));
    exponent = whole.exponent - 32;
  }
  /// In Q.62.
  constexpr std::uint64_t fixed() const {
    const int up = exponent + 62;
    return up >= 0 ? mantissa << up : up > -64 ? mantissa >> -up : 0;
  }
};

/// erfc x of x from 1/2 to 10.1, the mantissa in Q.62: e^(-x^2) * t * q(2 * t - 1), t = 2 / (2 + x).
constexpr Power complement_of_error(float x) {
  constexpr std::int64_t coefficients[] = {0x41821,    -0x1EC7E,  -0x1589B6,  0x1BAF09,   0x654145,  -0xD45857,
                                           -0x2C0DCA2, 0x4AA2420, 0x23C5BDDC, 0x57F4E19B, 0x82C338DB};
  const Whole whole{x};
  const std::uint64_t m = whole.mantissa;
  const auto square = static_cast<std::int64_t>(m * m << (56 + 2 * whole.exponent));  // in Q8.56
  const Power power = power_of_e(-square);
  const std::uint64_t below = (std::uint64_t{1} << 25) + (m << (24 + whole.exponent));  // 2 + x in Q.24
  const std::uint64_t t = (std::uint64_t{1} << 63) / below;                             // in Q.38
  const std::int64_t u = static_cast<std::int64_t>(t >> 5) - (std::int64_t{1} << 32);
  const std::uint64_t factor = (t >> 6) * static_cast<std::uint64_t>(polynomial(coefficients, u)) >> 32;
  return {(power.mantissa >> 31) * factor >> 1, power.exponent};
}

/// 2^62 or 2^63 less a complement.
constexpr std::uint64_t less(std::uint64_t one, Power rest) { return one - (rest.mantissa >> -rest.exponent); }

}  // namespace detail

/// The integral of 2 / sqrt(pi) * e^(-t^2) from 0 to x.
constexpr float error_function(float x) {
  if (is_nan(x) || x == 0) return x;
  const float size = x < 0 ? -x : x;
  float y = 1;
  if (size < 0.5f) {
    const detail::SmallError part{x};
    y = detail::nearest_float(part.mantissa, part.exponent);
  } else if (size < 4) {
    y = detail::nearest_float(detail::less(std::uint64_t{1} << 62, detail::complement_of_error(size)), -62);
  }
  return x < 0 ? -y : y;
}

/// 1 - erf x, also where that is small.
constexpr float complementary_error_function(float x) {
  if (is_nan(x)) return x;
  if (x > -0.5f && x < 0.5f) {
    constexpr std::uint64_t one = std::uint64_t{1} << 62;
    const std::uint64_t part = detail::SmallError{x}.fixed();
    return detail::nearest_float(x < 0 ? one + part : one - part, -62);
  }
  if (x > 10.1f) return 0;
  if (x < -4) return 2;
  const detail::Power rest = detail::complement_of_error(x < 0 ? -x : x);
  if (x > 0) return detail::nearest_float(rest.mantissa, rest.exponent - 62);
  return detail::nearest_float(detail::less(std::uint64_t{1} << 63, rest), -62);
}

}  // namespace tinytmpl::core
