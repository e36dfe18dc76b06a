// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/core/waves.hpp>

/// Functions of real numbers for tables that the compiler fills.
namespace tinytmpl::senses {

/// ln x of x above 0, not subnormal.
constexpr double logarithm(double x) {
  constexpr double ln2 = 0.693147180559945309417232121458;
  int power = 0;
  while (x > 2) x /= 2, ++power;
  while (x < 1) x *= 2, --power;
  return core::short_logarithm(x) + power * ln2;
}

/// e^x of |x| up to a few hundred.
constexpr double power_of_e(double x) {
  int halves = 0;
  while (x > 0.1 || x < -0.1) x /= 2, ++halves;
  double sum = 1;
  for (int k = 14; k > 0; --k) sum = 1 + x / k * sum;
  while (halves-- > 0) sum *= sum;
  return sum;
}

/// ln(1 + x) of x from 0 on, in float, as C libraries compute it, which do not round all of them to nearest: tables of other people's are
/// made with it.
///
/// source   log1pf of FDLIBM, from which glibc and newlib have theirs: ln(1 + x) = k ln 2 + ln(1 + f), where 1 + f is near 1
constexpr float logarithm_of_one_plus(float x) {
  constexpr float ln2_high = 6.9313812256e-01f, ln2_low = 9.0580006145e-06f;
  constexpr float series[] = {1.4798198640e-01f, 1.5313838422e-01f, 1.8183572590e-01f, 2.2222198546e-01f,
                              2.8571429849e-01f, 4.0000000596e-01f, 6.6666668653e-01f};
  float f = x, correction = 0, k = 0;
  if (x > 0.41421356f) {
    const float sum = 1.0f + x;
    const auto bits = std::bit_cast<std::uint32_t>(sum);
    int power = static_cast<int>(bits >> 23) - 127;
    correction = (power > 0 ? 1.0f - (sum - x) : x - (sum - 1.0f)) / sum;
    const std::uint32_t mantissa = bits & 0x7FFFFF;
    const bool is_large = mantissa >= 0x3504F7;  // of the root of 2
    f = std::bit_cast<float>(mantissa | (is_large ? 0x3F000000 : 0x3F800000)) - 1.0f;
    k = static_cast<float>(power + (is_large ? 1 : 0));
  }
  const float half_square = 0.5f * f * f, s = f / (2.0f + f), z = s * s;
  float rest = 0;
  for (const float coefficient : series) rest = z * (coefficient + rest);
  if (k == 0) return f - (half_square - s * (half_square + rest));
  return k * ln2_high - ((half_square - (s * (half_square + rest) + (k * ln2_low + correction))) - f);
}

/// The square root of x from 0 on, to a few units of its last place, in a dozen multiplications: three of Newton's steps towards its
/// reciprocal.
constexpr float root(float x) {
  if (x < 1e-30f) return 0;
  auto reciprocal = std::bit_cast<float>(0x5F375A86 - (std::bit_cast<std::uint32_t>(x) >> 1));
  for (int step = 0; step < 3; ++step) reciprocal *= 1.5f - core::exact(0.5f * x * reciprocal * reciprocal);
  return x * reciprocal;
}

inline constexpr double pi = 3.14159265358979323846264338327950;

/// cos x of 0 ... 2 pi.
constexpr double cosine(double x) {
  if (x > pi) x = 2 * pi - x;
  const bool is_beyond = x > pi / 2;
  if (is_beyond) x = pi - x;
  const double value = x > pi / 4 ? core::short_wave(pi / 2 - x).sine : core::short_wave(x).cosine;
  return is_beyond ? -value : value;
}

}  // namespace tinytmpl::senses
