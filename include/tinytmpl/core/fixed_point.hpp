// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include <tinytmpl/core/policy.hpp>

namespace tinytmpl::core {

/// A non-negative real number: value * 2^(shift - 31), value in [2^30, 2^31) or 0.
struct Multiplier {
  std::int32_t value = 0, shift = 0;

  friend constexpr bool operator==(const Multiplier&, const Multiplier&) = default;
};

/// A positive double as mantissa * 2^exponent, the mantissa in [2^52, 2^53): frexp, but exact in integers.
struct Binary {
  std::int64_t mantissa = 0;
  int exponent = 0;

  friend constexpr bool operator==(const Binary&, const Binary&) = default;
};
constexpr Binary split(double real) {
  int lifted = 0;
  for (; real < (std::numeric_limits<double>::min)(); real *= 2) --lifted;  // subnormal numbers have no leading one
  const auto bits = std::bit_cast<std::uint64_t>(real);
  constexpr std::uint64_t one = std::uint64_t{1} << 52;
  return {static_cast<std::int64_t>((bits & (one - 1)) | one), static_cast<int>((bits >> 52) & 0x7FF) - 1075 + lifted};
}

/// The nearest Multiplier, half away from zero; 0 below 2^-32. With `Rounding::once` what is 2^30 or more saturates.
///
/// source   TFLite kernels/internal/quantization_util.cc, QuantizeMultiplier
template <Rounding rounding = Rounding{}>
constexpr Multiplier make_multiplier(double real) {
  if (!(real > 0)) return {};
  const Binary number = split(real);
  int shift = number.exponent + 53;
  std::int64_t value = (number.mantissa + (1 << 21)) >> 22;
  if (value == std::int64_t{1} << 31) value /= 2, ++shift;
  if (shift < -31) return {};
  if (rounds_once(rounding) && shift > 30) return {(std::numeric_limits<std::int32_t>::max)(), 30};
  return {static_cast<std::int32_t>(value), shift};
}

/// a * b / 2^31, rounded half up: gemmlowp's SaturatingRoundingDoublingHighMul.
constexpr std::int32_t multiply_high(std::int32_t a, std::int32_t b) {
  if (a == b && a == (std::numeric_limits<std::int32_t>::min)()) return (std::numeric_limits<std::int32_t>::max)();
  const std::int64_t product = std::int64_t{a} * b;
  return static_cast<std::int32_t>((product + (product >= 0 ? 1 << 30 : 1 - (1 << 30))) / (std::int64_t{1} << 31));
}

/// x / 2^exponent, rounded half away from zero: gemmlowp's RoundingDivideByPOT.
[[gnu::always_inline]] constexpr std::int32_t divide_by_power_of_two(std::int32_t x, int exponent) {
  const auto mask = static_cast<std::int32_t>((std::int64_t{1} << exponent) - 1);
  const std::int32_t remainder = x & mask, threshold = (mask >> 1) + (x < 0);
  return (x >> exponent) + (remainder > threshold);
}

/// x * 2^left modulo 2^32.
constexpr std::int32_t shift_left(std::int32_t x, int left) {
  return left < 32 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(x) << left) : 0;
}

/// x * m: TFLite's MultiplyByQuantizedMultiplier, with one rounding (half up) or two (half away from zero).
///
/// source   TFLite kernels/internal/common.cc
template <Rounding rounding = Rounding{}>
[[gnu::always_inline]] constexpr std::int32_t multiply(std::int32_t x, Multiplier m) {
  if constexpr (rounds_once(rounding)) {
    const int right = 31 - m.shift;
    return static_cast<std::int32_t>((std::int64_t{x} * m.value + (std::int64_t{1} << (right - 1))) >> right);
  } else {
    const int left = m.shift > 0 ? m.shift : 0, right = m.shift > 0 ? 0 : -m.shift;
    return divide_by_power_of_two(multiply_high(shift_left(x, left), m.value), right);
  }
}

/// The same of a sum of 64 bits, by the first 16 bits of the multiplier; the result fits in 32 bits, and the shift is below 15.
constexpr std::int32_t multiply_wide(std::int64_t x, Multiplier m) {
  const std::int32_t value = m.value < 0x7FFF0000 ? (m.value + (1 << 15)) >> 16 : 0x7FFF;
  const int right = 15 - m.shift;
  return static_cast<std::int32_t>((x * value + (std::int64_t{1} << (right - 1))) >> right);
}

/// x * m as doubles, to the nearest integer, half away from zero: in integers, since most targets lack doubles. What is beyond 2^30,
/// and what an m of 2^20 or more gives, is 2^30. A product of more than 53 bits is rounded twice, at first as a double: then what
/// lies half a unit of its last bit or less before a tie is one.
///
/// source   TFLite kernels/internal/reference/fully_connected.h, of uint8 with scales
constexpr std::int32_t multiply(std::int32_t x, const Binary& m) {
  constexpr std::int32_t most = 1 << 30;
  const auto size = static_cast<std::uint64_t>(x < 0 ? -std::int64_t{x} : x);
  const auto mantissa = static_cast<std::uint64_t>(m.mantissa);
  const std::uint64_t low = size * (mantissa & 0xFFFFFFFF), high = size * (mantissa >> 32);
  const int cut = 43 - std::countl_zero(high + (low >> 32));  // bits that a double does not have
  const std::uint64_t half = cut > 0 ? std::uint64_t{1} << (cut - 1) : 0, product = high + ((low + half) >> 32);
  const int right = -m.exponent - 32;
  std::uint64_t rounded = 0;
  if (right < 1) rounded = product > 0 ? most : 0;
  else if (right < 64) rounded = (product + (std::uint64_t{1} << (right - 1))) >> right;
  const auto result = static_cast<std::int32_t>(rounded < most ? rounded : most);
  return x < 0 ? -result : result;
}

}  // namespace tinytmpl::core
