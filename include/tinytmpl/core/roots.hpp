// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exponential.hpp>

namespace tinytmpl::core {

/// The square root, rounded as IEEE 754 has it.
constexpr float square_root(float x) {
  using Reals = std::numeric_limits<float>;
  if (is_nan(x) || x == 0 || x == Reals::infinity()) return x;
  if (x < 0) return Reals::quiet_NaN();
  const detail::Whole whole{x};
  const int shift = 26 + (whole.exponent & 1);
  std::uint64_t rest = std::uint64_t{whole.mantissa} << shift, root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 50; bit != 0; bit >>= 2) {
    const bool fits = rest >= root + bit;
    if (fits) rest -= root + bit;
    root = (root >> 1) + (fits ? bit : 0);
  }
  return detail::nearest_float(2 * root + (rest != 0 ? 1 : 0), (whole.exponent - shift) / 2 - 1);
}

/// Its reciprocal, rounded twice.
constexpr float reciprocal_square_root(float x) {
  const float root = square_root(x);
  if (is_nan(root)) return root;
  if (root == 0) return std::bit_cast<float>(std::bit_cast<std::uint32_t>(root) | 0x7F800000);
  return 1 / root;
}

}  // namespace tinytmpl::core
