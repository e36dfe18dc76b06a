// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// Cortex-M4, M7 and M33: 32-bit words of two 16-bit halves, multiplied and added in one instruction (the DSP extension).
struct armv7em : portable {
  static constexpr const char* name = "armv7em";
};

namespace dsp {

/// The one shift that serves all channels of a depthwise convolution, each scaled by up to 2^7; 0 if there is none.
constexpr int common_shift(const Numbers& n) {
  const int shift = n.most_shift + 1;
  const bool fits = n.least_shift >= 1 && n.least_shift <= n.most_shift && shift - n.least_shift <= 7;
  return fits && n.sum_bits + 1 + shift - n.least_shift <= 31 ? shift : 0;
}

/// Is it a depthwise convolution that the kernels for 3 x 3 take, if its numbers fit?
constexpr bool slides_3x3(const Geometry& g) {
  return g.in[0].c == g.out.c && g.kernel_h == 3 && g.cols.size == 3 && g.cols.dilation == 1 && g.cols.stride <= 2 &&
         g.cols.before <= 3 - g.cols.stride;
}

/// Do sums fit after a left shift, and may a half be added to them before a right shift?
constexpr bool shifts_fit(const Numbers& n) { return n.sum_bits - minimum(n.least_shift, 0) <= 30; }
/// What stands for the least shift: the usual 2 or more, or, for anything that fits, a shift to the left, which armv81m's kernels do
/// not take for something else either.
constexpr int shift_class(const Numbers& n) { return !shifts_fit(n) ? -31 : n.least_shift >= 2 ? 2 : -1; }
/// What stands for sums that fit.
inline constexpr int most_sum_bits = 29;

}  // namespace dsp

/// Only what decides between kernels.
constexpr Geometry specialize(armv7em, Geometry g) {
  const Numbers given = g.numbers;
  Numbers& n = g.numbers;
  n = {.most_shift = 31, .saturates = given.saturates, .clamps_below = given.clamps_below};
  if (g.op == Op::conv2d) {
    n.minus_128 = given.minus_128;
    n.sum_bits = given.sum_bits <= 23 && (g.cols.dilation == 1 || g.out.w == 1) ? 23 : dsp::most_sum_bits;
    n.least_shift = dsp::shift_class(given);
  } else if (g.op == Op::depthwise_conv2d) {
    n.sum_bits = given.sum_bits <= 30 ? dsp::most_sum_bits : 64;
    n.least_shift = minimum(given.least_shift, 1), n.most_shift = dsp::common_shift(given);
    if (!dsp::slides_3x3(g) || given.least_shift < 1)
      n.least_shift = dsp::shift_class(given), n.most_shift = Numbers{}.most_shift;
  } else if (g.op == Op::add || g.op == Op::sub) {
    n.linear_shift = given.linear_shift;
  } else if (g.op == Op::mul) {
    n.least_shift = dsp::shift_class(given);
  } else if (g.op != Op::max_pool) {
    n = {};
  }
  return g;
}

}  // namespace tinytmpl::kernels
