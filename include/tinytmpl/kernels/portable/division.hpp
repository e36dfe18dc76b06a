// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/gemmlowp.hpp>
#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// divide_by_power_of_two as an x86-64 computes it beyond 31 bits, where it counts modulo 32: the reference divides small numbers by
/// large ones so.
constexpr std::int32_t divide_by_any_power(std::int32_t x, int exponent) {
  const auto mask = static_cast<std::int32_t>((std::uint64_t{1} << (exponent & 63)) - 1);
  const std::int32_t rest = x & mask, threshold = (mask >> 1) + (x < 0);
  return (x >> (exponent & 31)) + (rest > threshold);
}

/// computes  left / right by a reciprocal in Q0.31: TFLite reference/div.h, DivElementwise, also where it divides by 0
struct Quotient : BinaryKernel<Quotient, Op::div> {
  static constexpr const char* name = "quotient";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    if (right < 0) left = -left, right = -right;
    const int leading = std::countl_zero(static_cast<std::uint32_t>(right));
    const auto fraction = static_cast<std::int32_t>(right * (std::int64_t{1} << leading) - (std::int64_t{1} << 31));
    constexpr std::int32_t of_zero = -1515870788;  // what the reference's steps come to, whose sums wrap there
    const std::int32_t reciprocal = right == 0 ? of_zero : gemmlowp::one_over_one_plus(fraction);
    const auto size = static_cast<std::uint32_t>(left < 0 ? -left : left);
    const int headroom = left == 0 ? 31 : std::countl_zero(size) - (left > 0 || (size & (size - 1)) != 0 ? 1 : 0);
    const Multiplier m = load<g.flash>(k.multipliers);
    const std::int32_t quotient = multiply_high(shift_left(left, headroom), reciprocal);
    const int down = 31 - leading + headroom - m.shift;
    return k.clamped(divide_by_any_power(multiply_high(quotient, m.value), down) + k.output_zero_point);
  }
};

}  // namespace tinytmpl::kernels::portable
