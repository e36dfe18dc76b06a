// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// The square root of a float, rounded to nearest, the same on all machines and in constant expressions; of what is below 0, and of NaN, 0.
constexpr float square_root(float x) {
  if (!(x > 0)) return 0;
  if (x > 3.4028235e38f) return x;
  const auto bits = std::bit_cast<std::uint32_t>(x);
  int exponent = static_cast<int>(bits >> 23) - 127;
  std::uint64_t mantissa = bits & 0x7FFFFF;
  if (exponent == -127) {  // subnormal
    const int up = std::countl_zero(static_cast<std::uint32_t>(mantissa)) - 8;
    mantissa <<= up, exponent = -126 - up;
  } else {
    mantissa |= 0x800000;
  }
  const bool is_odd = (exponent & 1) != 0;
  if (is_odd) mantissa <<= 1, --exponent;
  // Of Q.23, shifted to 48 or 49 bits: a root of 25 bits, of which the last one rounds.
  mantissa <<= 25;
  std::uint64_t root = 0;
  for (int bit = 24; bit >= 0; --bit) {
    const std::uint64_t tried = root | std::uint64_t{1} << bit;
    if (tried * tried <= mantissa) root = tried;
  }
  // No root of a float lies half-way between two.
  const auto rounded = static_cast<std::uint32_t>((root + 1) >> 1);
  return std::bit_cast<float>(rounded + (static_cast<std::uint32_t>(exponent / 2 + 126) << 23));
}

}  // namespace tinytmpl::core
