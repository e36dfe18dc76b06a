// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/reference_fixed_point.hpp>

/// gemmlowp's fixed-point functions and the TFLite operators of one int8 that are built on them, all in 64-bit integers.
namespace reference {

/// gemmlowp's SaturatingRoundingMultiplyByPOT.
inline i64 multiply_by_pot(i64 x, int exponent) {
  if (exponent < 0) return divide_by_pot(x, -exponent);
  return std::clamp(x * (i64{1} << exponent), min32, max32);
}

/// exp on [-1/4, 0), Q0.31.
inline i64 exp_on_interval(i64 a) {
  const i64 x = a + (i64{1} << 28);
  const i64 x2 = doubling_high_mul(x, x), x3 = doubling_high_mul(x2, x), x4 = doubling_high_mul(x2, x2);
  const i64 x4_over_4 = multiply_by_pot(x4, -2);
  const i64 tail = multiply_by_pot(doubling_high_mul(x4_over_4 + x3, 715827883) + x2, -1);
  return 1895147668 + doubling_high_mul(1895147668, x + tail);
}

/// exp of a <= 0, from Q(integer_bits) to Q0.31.
inline i64 exp_on_negative_values(i64 a, int integer_bits) {
  if (a == 0) return max32;
  const int fraction_bits = 31 - integer_bits;
  const i64 quarter = i64{1} << (fraction_bits - 2);
  const i64 modulus = (a & (quarter - 1)) - quarter, remainder = modulus - a;
  i64 result = exp_on_interval(multiply_by_pot(modulus, integer_bits));
  struct Barrel {
    int exponent;
    i64 factor;
  };
  for (const Barrel& b : {Barrel{-2, 1672461947},
                          {-1, 1302514674},
                          {0, 790015084},
                          {1, 290630308},
                          {2, 39332535},
                          {3, 720401},
                          {4, 242}}) {
    const bool applies = integer_bits > b.exponent && (remainder & (i64{1} << (fraction_bits + b.exponent)));
    if (applies) result = doubling_high_mul(result, b.factor);
  }
  return result;
}

/// 2 / (1 + a) for a in [0, 1], from Q0.31 to Q2.29, as Newton and Raphson find it.
inline i64 newton(i64 a) {
  const i64 sum = a + max32, half = (sum + (sum >= 0 ? 1 : -1)) / 2;  // RoundingHalfSum
  i64 x = 1515870810 + doubling_high_mul(half, -1010580540);
  for (int i = 0; i < 3; ++i)
    x += multiply_by_pot(doubling_high_mul(x, (i64{1} << 29) - doubling_high_mul(half, x)), 2);
  return x;
}
inline i64 one_over_one_plus_x(i64 a) { return multiply_by_pot(newton(a), 1); }
inline i64 one_minus_x_over_one_plus_x(i64 a) { return multiply_by_pot(newton(a) - (i64{1} << 29), 2); }

inline i64 logistic(i64 a) {
  if (a == 0) return i64{1} << 30;
  const i64 positive = one_over_one_plus_x(exp_on_negative_values(-std::abs(a), 4));
  return a > 0 ? positive : max32 - positive;
}
inline i64 tanh(i64 a) {
  if (a == 0) return 0;
  const i64 positive = one_minus_x_over_one_plus_x(exp_on_negative_values(-std::abs(a), 5));
  return a > 0 ? positive : -positive;
}

/// CalculateInputRadius.
inline i64 input_radius(int integer_bits, int shift) {
  return static_cast<i64>(
      std::floor(((1 << integer_bits) - 1) * std::ldexp(1.0, 31 - integer_bits) / std::ldexp(1.0, shift)));
}

/// An int8's difference to its zero point in Q4.27, as LOGISTIC and TANH prepare it: frexp and a round, no more.
struct Curved {
  Factor factor;
  i64 radius;
  bool single_rounding;

  Curved(float scale, bool once) : single_rounding(once) {
    const double fraction = std::frexp(static_cast<double>(scale) * 134217728.0, &factor.shift);
    factor.q = static_cast<i64>(std::round(fraction * 2147483648.0));
    radius = input_radius(4, factor.shift);
  }
  i64 operator()(i64 difference) const { return multiply(difference, factor, single_rounding); }
};

inline std::int8_t logistic8(int difference, float scale, bool once = false) {
  const Curved curve(scale, once);
  if (difference <= -curve.radius) return -128;
  if (difference >= curve.radius) return 127;
  return clamp8(divide_by_pot(logistic(curve(difference)), 23) - 128);
}
inline std::int8_t tanh8(int difference, float scale, bool once = false) {
  const Curved curve(scale, once);
  if (difference <= -curve.radius) return -128;
  if (difference >= curve.radius) return 127;
  return clamp8(divide_by_pot(tanh(curve(difference)), 24));
}

/// 16-bit gemmlowp, for HARD_SWISH.
inline i64 doubling_high_mul_16(i64 a, i64 b) {
  const i64 product = a * b, nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
  return std::min<i64>((product + nudge) / (1 << 15), 32767);
}
inline i64 saturate16(i64 x) { return std::clamp<i64>(x, -32768, 32767); }
/// On int16 the mask is cut to 16 bits: for exponents of 16 and more the result is 1 or -1.
inline i64 divide_by_pot_16(i64 x, int exponent) {
  const i64 mask = static_cast<std::int16_t>((i64{1} << exponent) - 1);
  return (x >> exponent) + ((x & mask) > ((mask >> 1) + (x < 0)) ? 1 : 0);
}
inline std::int8_t hard_swish8(int difference, float in_scale, float out_scale, int out_zero_point) {
  const auto narrowed = [](i64 q) { return q >= max32 - (1 << 15) ? i64{32767} : (q + (1 << 15)) >> 16; };
  const double fine = static_cast<double>(in_scale) / 128;
  const Factor out = quantize_multiplier(fine / static_cast<double>(out_scale)),
               relu = quantize_multiplier(fine / (3.0 / 32768));
  const i64 value = static_cast<std::int16_t>(difference * 128);
  const i64 preshifted = doubling_high_mul_16(value, narrowed(out.q));
  i64 r = value;
  if (relu.shift > 0) r = saturate16(r * (i64{1} << (relu.shift - 1)));
  r = doubling_high_mul_16(r, narrowed(relu.q));
  if (relu.shift > 0) r = saturate16(r * 2);
  if (relu.shift < 0) r = divide_by_pot_16(r, -relu.shift);
  r = (r + (1 << 15)) >> 1;
  const i64 product = r * preshifted / (1 << 15);
  return clamp8(static_cast<std::int16_t>(divide_by_pot_16(product, -out.shift) + out_zero_point));
}

/// exp(-d * beta * scale), Q0.31, as SOFTMAX prepares it; -1 where d lies beyond the radius.
inline i64 softmax_exponential(int d, float scale, float beta, bool once = false) {
  const double product = std::min(static_cast<double>(beta) * static_cast<double>(scale) * 67108864.0, 2147483647.0);
  const Factor f = quantize_multiplier(product, once);
  if (d > input_radius(5, f.shift)) return -1;
  return exp_on_negative_values(multiply(-d, f, once), 5);
}

}  // namespace reference
