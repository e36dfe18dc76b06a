// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/fixed_point.hpp>
#include <tinytmpl/core/math.hpp>

/// The fixed-point functions of gemmlowp (fixedpoint/fixedpoint.h) that TFLite's activations are defined by. Qm.n is a number in
/// an int32 with m bits before the point and n behind it.
namespace tinytmpl::core::gemmlowp {

constexpr std::int32_t one = 2147483647;  // in Q0.31, as near as it gets

/// a * 2^left, clamped to 32 bits.
constexpr std::int32_t saturating_shift_left(std::int32_t a, int left) {
  const std::int64_t wide = std::int64_t{a} * (std::int64_t{1} << left);
  return static_cast<std::int32_t>(bounded<std::int64_t>(wide, -2147483648LL, 2147483647LL));
}

/// exp(a) for a in [-1/4, 0), Q0.31: the Taylor series around -1/8.
constexpr std::int32_t exp_of_quarter(std::int32_t a) {
  const std::int32_t x = a + (1 << 28);
  const std::int32_t x2 = multiply_high(x, x), x3 = multiply_high(x2, x), x4 = multiply_high(x2, x2);
  constexpr std::int32_t third = 715827883, exp_of_minus_eighth = 1895147668;
  const std::int32_t rest = divide_by_power_of_two(multiply_high(divide_by_power_of_two(x4, 2) + x3, third) + x2, 1);
  return exp_of_minus_eighth + multiply_high(exp_of_minus_eighth, x + rest);
}

/// exp(a) for a <= 0, from Q`integer_bits`.n to Q0.31: a quarter's remainder, then one factor for each bit of the rest.
template <int integer_bits>
constexpr std::int32_t exp_of_negative(std::int32_t a) {
  if (a == 0) return one;
  constexpr std::int32_t quarter = 1 << (29 - integer_bits);
  const std::int32_t remainder = (a & (quarter - 1)) - quarter;
  std::int32_t result = exp_of_quarter(shift_left(remainder, integer_bits));
  constexpr std::int32_t exp_of_power[] = {1672461947, 1302514674, 790015084, 290630308,
                                           39332535,   720401,     242};  // -1/4 ... -16
  for (int bit = 0; bit < integer_bits + 2 && bit < 7; ++bit)
    if ((remainder - a) & (quarter << bit)) result = multiply_high(result, exp_of_power[bit]);
  return result;
}

/// 2 / (1 + a) for a in [0, 1], from Q0.31 to Q2.29: three Newton steps.
constexpr std::int32_t twice_reciprocal(std::int32_t a) {
  const auto half_denominator = static_cast<std::int32_t>((std::int64_t{a} + one + 1) / 2);
  constexpr std::int32_t start = 1515870810, slope = -1010580540;  // 48/17, -32/17
  std::int32_t x = start + multiply_high(half_denominator, slope);
  for (int i = 0; i < 3; ++i)
    x += saturating_shift_left(multiply_high(x, (1 << 29) - multiply_high(half_denominator, x)), 2);
  return x;
}

/// 1 / (1 + a) for a in [0, 1], Q0.31.
constexpr std::int32_t one_over_one_plus(std::int32_t a) { return saturating_shift_left(twice_reciprocal(a), 1); }

/// 1 / (1 + exp(-a)), from Q4.27 to Q0.31.
constexpr std::int32_t logistic(std::int32_t a) {
  if (a == 0) return 1 << 30;
  const std::int32_t positive = one_over_one_plus(exp_of_negative<4>(a < 0 ? a : -a));
  return a > 0 ? positive : one - positive;
}

/// tanh(a), from Q4.27 to Q0.31.
constexpr std::int32_t tanh_of(std::int32_t a) {
  if (a == 0) return 0;
  const std::int32_t e = exp_of_negative<5>(a < 0 ? a : -a);  // of twice a: the same bits, one more before the point
  const std::int32_t positive = saturating_shift_left(twice_reciprocal(e) - (1 << 29), 2);
  return a < 0 ? -positive : positive;
}

}  // namespace tinytmpl::core::gemmlowp
