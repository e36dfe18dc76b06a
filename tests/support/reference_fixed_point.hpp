// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

/// The arithmetic of TensorFlow Lite Micro's reference kernels, written anew from its definition, in wide integers and with the
/// standard library: nothing of tinytmpl is used here.
namespace reference {

using i64 = std::int64_t;

constexpr i64 max32 = std::numeric_limits<std::int32_t>::max();
constexpr i64 min32 = std::numeric_limits<std::int32_t>::min();

/// q * 2^(shift - 31).
struct Factor {
  i64 q = 0;
  int shift = 0;
};

/// QuantizeMultiplier, tensorflow/lite/kernels/internal/quantization_util.cc.
inline Factor quantize_multiplier(double real, bool single_rounding = false) {
  if (real == 0) return {};
  Factor f;
  const double fraction = std::frexp(real, &f.shift);
  f.q = static_cast<i64>(std::round(fraction * 2147483648.0));
  if (f.q == 2147483648) f.q /= 2, ++f.shift;
  if (f.shift < -31) return {};
  if (single_rounding && f.shift > 30) return {max32, 30};
  return f;
}

/// gemmlowp's SaturatingRoundingDoublingHighMul.
inline i64 doubling_high_mul(i64 a, i64 b) {
  if (a == min32 && b == min32) return max32;
  const i64 product = a * b, nudge = product >= 0 ? i64{1} << 30 : 1 - (i64{1} << 30);
  return (product + nudge) / (i64{1} << 31);  // towards zero
}

/// gemmlowp's RoundingDivideByPOT: to the nearest, ties away from zero.
inline i64 divide_by_pot(i64 x, int exponent) {
  const i64 power = i64{1} << exponent, magnitude = std::abs(x);
  const i64 quotient = (magnitude + power / 2) / power;
  return x < 0 ? -quotient : quotient;
}

inline i64 wrap32(i64 x) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(x)));
}

/// MultiplyByQuantizedMultiplier with two roundings, tensorflow/lite/kernels/internal/common.cc.
inline i64 multiply_twice(i64 x, Factor f) {
  const i64 shifted = wrap32(f.shift > 0 ? x * (i64{1} << f.shift) : x);
  return divide_by_pot(doubling_high_mul(shifted, f.q), f.shift > 0 ? 0 : -f.shift);
}

/// The same with TFLITE_SINGLE_ROUNDING.
inline i64 multiply_once(i64 x, Factor f) {
  const int total = 31 - f.shift;
  return (x * f.q + (i64{1} << (total - 1))) >> total;
}

inline i64 multiply(i64 x, Factor f, bool single_rounding) {
  return single_rounding ? multiply_once(x, f) : multiply_twice(x, f);
}

inline std::int8_t clamp8(i64 x, i64 low = -128, i64 high = 127) {
  return static_cast<std::int8_t>(std::clamp(x, low, high));
}

}  // namespace reference
