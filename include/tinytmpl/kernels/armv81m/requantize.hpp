// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/core.hpp>
#include <tinytmpl/kernels/common/scaling.hpp>

namespace tinytmpl::kernels::armv81m {

using common::Scaling, common::scaling;

/// What a filter adds to its sum of products, the zero point of the inputs folded in, and how that is scaled. That of a constant
/// output is as here, whatever its multiplier, which may be out of range; and it has no weights.
struct Scale {
  std::int32_t offset = 0;
  Multiplier multiplier{1 << 30, -1};

  static constexpr int words = 3;
  constexpr void put(std::uint32_t* to) const {
    to[0] = static_cast<std::uint32_t>(offset);
    to[1] = static_cast<std::uint32_t>(multiplier.value), to[2] = static_cast<std::uint32_t>(multiplier.shift);
  }
};
/// Is the output of filter `f` constant? Its `count` weights lie `step` apart; of most, few need be looked at.
constexpr bool gives_constant(const Constants& k, int f, const std::int8_t* weights, int count, int step) {
  const Multiplier m = k.multipliers[f];
  if (m.value == 0) return true;
  if (m.shift >= 0) return false;
  const std::int64_t enough = std::int64_t{2} << -m.shift;  // sums reach half of 255 * all weights, or further
  std::int64_t reach = 0;
  for (int i = 0; i < count && reach < enough; ++i) {
    const int w = weights[i * step];
    reach += w < 0 ? -w * 127 : w * 127;
  }
  return reach < enough && SumRange(weights, count, step, k.bias(f), k.zero_point[0]).vanishes(m);
}
/// Of filter `f`, whose weights add up to `total`.
constexpr Scale make_scale(const Constants& k, int f, std::int32_t total) {
  return {k.folded_bias(f, total), k.multipliers[f]};
}

/// What the outputs of a layer have in common.
struct Limits {
  std::int32_t zero_point, lowest, highest;
};
constexpr Limits limits_of(const Constants& k) { return {k.output_zero_point, k.lowest, k.highest}; }

/// VQRDMULH, VRSHL and VQMOVN of one sum.
template <Scaling how>
constexpr std::int8_t requantized(std::int32_t sum, std::uint32_t multiplier, std::uint32_t shift, const Limits& out) {
  std::int32_t scaled = multiply_high(sum, static_cast<std::int32_t>(multiplier));
  if (how.keeps_negatives) scaled += scaled >> 31;
  const auto right = -static_cast<std::int32_t>(shift);
  if (right > 0) scaled = static_cast<std::int32_t>((std::int64_t{scaled} + (std::int64_t{1} << (right - 1))) >> right);
  const std::int32_t wide = bounded<std::int32_t>(scaled, -32768, 32767) + out.zero_point;
  return static_cast<std::int8_t>(how.clamps ? bounded(wide, out.lowest, out.highest)
                                             : bounded<std::int32_t>(wide, -128, 127));
}

/// Byte `i` of words.
constexpr std::int8_t byte_of(const std::uint32_t* words, int i) {
  return static_cast<std::int8_t>(words[i / 4] >> (i % 4 * 8));
}
}  // namespace tinytmpl::kernels::armv81m
