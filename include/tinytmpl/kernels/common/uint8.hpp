// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/conv2d.hpp>

/// What kernels of several targets need for layers that are computed as TFLite's of uint8: their weights lie as int8, with a zero
/// point, and products with that are taken off the sums of a window.
///
///   sum of (w - zero point) * (x - input zero point)  =  sum of w * x  +  folded  -  zero point * sum of x
namespace tinytmpl::kernels::common {

/// The bias of filter `f`, whose `taps` weights have this sum, with all that does not depend on the inputs.
template <Geometry g>
constexpr std::int32_t folded_bias(const Constants& k, int f, std::int32_t sum, int taps) {
  const std::int32_t folded = k.folded_bias(f, sum);
  if (!g.as_uint8) return folded;
  const auto zero_points = static_cast<std::uint32_t>(k.zero_point[0] * portable::zero_point_of_weights<g>(k));
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(folded) + static_cast<std::uint32_t>(taps) * zero_points);
}
/// What all filters' sums at a window lack, whose inputs have this sum.
constexpr std::uint32_t off_sums(const Constants& k, std::int32_t inputs) {
  return 0u - static_cast<std::uint32_t>(k.zero_point[1]) * static_cast<std::uint32_t>(inputs);
}

/// How a kernel gets from sums to outputs by factors, packed as the words of a Binary behind the start.
template <Geometry g>
struct FactorOutputs {
  static constexpr int words = 3;

  std::int32_t zero_point, lowest, highest;
  constexpr explicit FactorOutputs(const Constants& k)
      : zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}
  constexpr std::int8_t operator()(std::uint32_t sum, const std::uint32_t* rest) const {
    const Binary factor{static_cast<std::int64_t>(std::uint64_t{rest[1]} << 32 | rest[0]), static_cast<int>(rest[2])};
    const std::int32_t result = multiply(static_cast<std::int32_t>(sum), factor) + zero_point;
    return static_cast<std::int8_t>(bounded(result, lowest, highest));
  }
};
template <Geometry g>
inline constexpr bool has_factors = layers::has_factors(g) != 0;

/// Is filter `f` constant, so that its weights do not count?
template <class Outputs>
constexpr bool gives_constant(const Constants& k, int f) {
  if constexpr (requires { Outputs::gives_constant(*k.multipliers); }) return Outputs::gives_constant(k.multipliers[f]);
  else return false;
}
/// Packs what follows the weights of filter `f`, or stands before them.
template <class Outputs>
constexpr void pack_outputs(std::uint32_t* start, std::uint32_t* rest, std::int32_t bias, const Constants& k, int f) {
  if constexpr (requires { Outputs::pack(start, rest, bias, *k.multipliers, k); }) {
    Outputs::pack(start, rest, bias, k.multipliers[f], k);
  } else {
    const auto mantissa = static_cast<std::uint64_t>(k.factors[f].mantissa);
    *start = static_cast<std::uint32_t>(bias);
    rest[0] = static_cast<std::uint32_t>(mantissa), rest[1] = static_cast<std::uint32_t>(mantissa >> 32);
    rest[2] = static_cast<std::uint32_t>(k.factors[f].exponent);
  }
}

}  // namespace tinytmpl::kernels::common
