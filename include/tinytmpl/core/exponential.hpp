// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/exact.hpp>

/// Functions of real numbers, in integers: the same bits on all machines and in constant expressions, without a C library. From what
/// the reference finds, which calls glibc's, e^x is at most one unit in the last place away, and the others two.
namespace tinytmpl::core {

namespace detail {

/// 2^(j / 32) in Q1.62.
inline constexpr Array<std::uint64_t, 32> powers_of_two{
    0x4000000000000000, 0x4166C34C5615D0EC, 0x42D561B3E6243D8A, 0x444C0740496D4294, 0x45CAE0F1F545EB73,
    0x47521CC5A2E6A9E0, 0x48E1E9B9D588E19B, 0x4A7A77D47F7B84B1, 0x4C1BF828C6DC54B8, 0x4DC69CDCEAA72A9C,
    0x4F7A993048D088D7, 0x513821818624B40C, 0x52FF6B54D8A89C75, 0x54D0AD5A753E077C, 0x56AC1F752150A563,
    0x5891FAC0E95612C8, 0x5A827999FCEF3242, 0x5C7DD7A3B17DCF75, 0x5E8451CFAC061B5F, 0x6096266533384A2B,
    0x62B39508AA836D6F, 0x64DCDEC3371793D1, 0x6712460A8FC24072, 0x69540EC8F895722D, 0x6BA27E656B4EB57A,
    0x6DFDDBCBED791BAB, 0x70666F76154A7089, 0x72DC8373BE41A454, 0x75606373EE921C97, 0x77F25CCDEE6D7AE6,
    0x7A92BE8A92436616, 0x7D41D96DB915019D,
};

/// A power of e: `mantissa`, from 1 to 2 in Q2.62, times 2^exponent.
struct Power {
  std::uint64_t mantissa;
  int exponent;
};

/// e^x of |x| < 128, in Q8.56: x = k * ln 2 / 32 + r, of which r is small enough for four terms.
constexpr Power power_of_e(std::int64_t fine) {
  constexpr std::int64_t step = 0x58b90bfbe8e7c;  // ln 2 / 32 in Q8.56
  const std::int64_t k = ((fine >> 32) * 0x2e2a8eca + (std::int64_t{1} << 47)) >> 48;
  const std::int64_t fine_r = (fine - k * step) >> 12, r = fine_r >> 7;  // Q.44 and Q.37: less than 2^31
  // Of the series' terms what is left beside r, in Q.31: 1 / 24 + r / 120, and so on.
  const std::int64_t fourth = 0x5555555 + (r * 0x1111111 >> 37);
  const std::int64_t third = 0x15555555 + (r * fourth >> 37);
  const std::int64_t second = (1 << 30) + (r * third >> 37);
  const std::int64_t p = fine_r + (r * (r * second >> 31) >> 30);  // e^r - 1 in Q.44
  const std::uint64_t power = powers_of_two[static_cast<int>(k & 31)];
  const auto high = static_cast<std::int64_t>(power >> 31), low = static_cast<std::int64_t>(power & 0x7FFFFFFF);
  const std::int64_t rest = (high * (p >> 7) >> 6) + (high * (p & 127) >> 13) + (low * (p >> 7) >> 37);
  const auto mantissa = static_cast<std::uint64_t>(static_cast<std::int64_t>(power) + rest);
  const int exponent = static_cast<int>(k >> 5);
  if (mantissa >> 62 == 0) return {2 * mantissa, exponent - 1};  // of 1, less a little
  return {mantissa, exponent};
}
constexpr Power power_of_e(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const int shift = static_cast<int>(bits >> 23 & 0xFF) - 127 + 33;  // from Q1.23 to Q8.56
  std::int64_t fine = (bits & 0x7FFFFF) | 0x800000;
  fine = shift >= 0 ? fine << shift : shift > -32 ? fine >> -shift : 0;
  return power_of_e(x < 0 ? -fine : fine);
}

/// `x` without its last `bits` bits, to nearest, ties to even.
constexpr std::uint64_t rounded_off(std::uint64_t x, int bits) {
  const std::uint64_t quotient = x >> bits, rest = x - (quotient << bits), half = std::uint64_t{1} << (bits - 1);
  return quotient + (rest > half || (rest == half && (quotient & 1) != 0) ? 1 : 0);
}

/// The float that is nearest to `mantissa`, which is less than 2^63, times 2^exponent; ties to even.
constexpr float nearest_float(std::uint64_t mantissa, int exponent) {
  if (mantissa == 0) return 0;
  const int leading = 63 - std::countl_zero(mantissa), power = exponent + leading;
  const int too_small = power < -126 ? -126 - power : 0;  // subnormal
  if (too_small > 24) return 0;
  const int rest = leading - 23 + too_small;
  auto bits = static_cast<std::uint32_t>(rest > 0 ? rounded_off(mantissa, rest) : mantissa << -rest);
  bits += static_cast<std::uint32_t>(power + too_small + 126) << 23;  // the mantissa has its leading bit
  return std::bit_cast<float>(bits < 0x7F800000 ? bits : 0x7F800000);
}

constexpr bool is_finite(float x) { return (std::bit_cast<std::uint32_t>(x) & 0x7F800000) != 0x7F800000; }

/// |x| as a whole number, of 24 bits unless it is 0, times 2^exponent; x is finite.
struct Whole {
  std::uint32_t mantissa;
  int exponent;

  constexpr explicit Whole(float x) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(x) & 0x7FFFFFFF;
    mantissa = bits, exponent = -149;
    if (bits >= 0x800000) mantissa = (bits & 0x7FFFFF) | 0x800000, exponent = static_cast<int>(bits >> 23) - 150;
    else if (bits > 0) mantissa <<= std::countl_zero(bits) - 8, exponent -= std::countl_zero(bits) - 8;
  }
};

}  // namespace detail

constexpr bool is_nan(float x) { return x != x; }

/// e^x.
constexpr float exponential(float x) {
  if (is_nan(x)) return x;
  if (x > 88.8f) return std::numeric_limits<float>::infinity();
  if (x < -104) return 0;
  const auto [mantissa, exponent] = detail::power_of_e(x);
  return detail::nearest_float(mantissa, exponent - 62);
}

/// e^x - 1, of an x that is not positive.
constexpr float exponential_less_one(float x) {
  if (x > -0x1p-9f) return x + exact(exact(x * x) * (0.5f + x / 6));
  if (x < -20) return -1;
  const auto [mantissa, exponent] = detail::power_of_e(x);
  return -detail::nearest_float((std::uint64_t{1} << 62) - (mantissa >> -exponent), -62);
}

/// 1 / (1 + e^-x): TFLite reference/logistic.h.
constexpr float logistic(float x) {
  if (x > 16.619047164916992188f) return 1;
  if (x < -9) return exponential(x);
  return 1 / (1 + exponential(-x));
}

/// (e^2x - 1) / (e^2x + 1).
constexpr float hyperbolic_tangent(float x) {
  if (is_nan(x)) return x;
  const float size = x < 0 ? -x : x;
  if (size < 0x1p-9f) return x - exact(exact(x * x) * x) / 3;
  if (size > 9.02f) return x < 0 ? -1.0f : 1.0f;
  const auto [power, exponent] = detail::power_of_e(2 * size);
  const std::uint64_t one = std::uint64_t{1} << (62 - exponent);
  // Both with a leading bit of 2^39; the quotient has 24 or 25 bits, and two more say how it is rounded.
  const std::uint64_t above = power - one, below = power + one;
  const int first = std::countl_zero(above), second = std::countl_zero(below);
  const std::uint64_t numerator = above << first >> 24, denominator = below << second >> 24;
  std::uint64_t quotient = (numerator << 24) / denominator;
  const std::uint64_t rest = (numerator << 24) - quotient * denominator;
  quotient = 4 * quotient + (2 * rest >= denominator ? 2 : 0) + (rest != 0 ? 1 : 0);
  const int excess = quotient >> 26 != 0 ? 3 : 2;
  const auto mantissa = static_cast<std::uint32_t>(detail::rounded_off(quotient, excess));
  const auto scale = static_cast<std::uint32_t>(second - first + excess + 123);
  const auto y = std::bit_cast<float>(mantissa + (scale << 23));
  return x < 0 ? -y : y;
}

}  // namespace tinytmpl::core
