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

/// A multiplier of a float32, as that.
constexpr float as_float32(Multiplier m) {
  if (m.value == 0) return 0;
  return std::bit_cast<float>(((m.shift + 125) << 23) + (m.value >> 7));  // whose leading one adds 1 to the exponent
}

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

/// The nearest Multiplier, half away from zero; 0 below 2^-32. With `Rounding::once` what is 2^30 or more saturates; with
/// `Rounding::onnx` it is that of the nearest float32.
///
/// source   TFLite kernels/internal/quantization_util.cc, QuantizeMultiplier
template <Rounding rounding = Rounding{}>
constexpr Multiplier make_multiplier(double real) {
  if (!(real > 0)) return {};
  if constexpr (rounding == Rounding::onnx) real = double{static_cast<float>(real < 0x1p31 ? real : 0x1p31)};
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

/// x / 2^right, rounded half to even; 0 < right < 64.
constexpr std::uint64_t shifted_to_even(std::uint64_t x, int right) {
  const std::uint64_t half = std::uint64_t{1} << (right - 1), whole = x >> right;
  const std::uint64_t rest = x & (2 * half - 1);
  return whole + (rest > half || (rest == half && (whole & 1) != 0) ? 1 : 0);
}
/// The nearest number of 24 digits: what a float32 has of an integer.
constexpr std::uint64_t with_24_digits(std::uint64_t x) {
  const int cut = 40 - std::countl_zero(x);
  return cut > 0 ? shifted_to_even(x, cut) << cut : x;
}
/// x * m as float32 numbers, m being one, and that rounded half to even: in integers, since many targets lack floats. What is beyond
/// 2^30 is 2^30.
constexpr std::int32_t multiply_digits(std::int32_t x, Multiplier m) {
  constexpr std::uint64_t most = 1 << 30;
  const auto size = static_cast<std::uint64_t>(x < 0 ? -std::int64_t{x} : x);
  const std::uint64_t product = with_24_digits(with_24_digits(size) * static_cast<std::uint64_t>(m.value >> 7));
  const int right = 24 - m.shift;
  std::uint64_t whole = 0;
  if (right < 1) whole = product > 0 ? most : 0;
  else if (right < 64) whole = shifted_to_even(product, right);
  const auto result = static_cast<std::int32_t>(whole < most ? whole : most);
  return x < 0 ? -result : result;
}
/// The same, mostly by the exact product: both roundings move it by 2^-23 of it at most, which is 2^-13 of up to 1,024. Only within
/// 2^-12 of a tie that can matter.
///
/// source   ONNX Runtime core/mlas/lib/quantize.cpp, MlasRequantizeOutput
[[gnu::always_inline]] constexpr std::int32_t multiply_as_float32(std::int32_t x, Multiplier m) {
  constexpr std::int32_t window = 1 << 20;
  const int right = -1 - m.shift;  // of the product's upper half
  if (right > 0 && right < 31) {
    const std::int64_t product = std::int64_t{x} * (m.value & ~0x7F) + (std::int64_t{1} << (right + 31));
    const auto high = static_cast<std::int32_t>(product >> 32), result = high >> right;
    const auto from_tie = static_cast<std::int32_t>(static_cast<std::uint32_t>(high) << (32 - right) |
                                                    static_cast<std::uint32_t>(product) >> right);
    if ((from_tie < -window || from_tie >= window) && result > -1024 && result < 1024) return result;
  }
  return multiply_digits(x, m);
}

/// x * m: TFLite's MultiplyByQuantizedMultiplier, with one rounding (half up) or two (half away from zero); or ONNX Runtime's.
///
/// source   TFLite kernels/internal/common.cc
template <Rounding rounding = Rounding{}>
[[gnu::always_inline]] constexpr std::int32_t multiply(std::int32_t x, Multiplier m) {
  if constexpr (rounding == Rounding::onnx) {
    return multiply_as_float32(x, m);
  } else if constexpr (rounds_once(rounding)) {
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
