// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>

namespace tinytmpl::kernels::portable {

/// What an operator of two real numbers computes before its clamp. Of two that are equal, or of which one is none, TFLite takes
/// the second one: micro/kernels/maximum_minimum.h.
constexpr float combined(Op op, float left, float right) {
  if (op == Op::maximum) return left > right ? left : right;
  if (op == Op::minimum) return left < right ? left : right;
  if (op == Op::prelu) return left >= 0 ? left : left * right;
  if (op == Op::squared_difference) return (left - right) * (left - right);
  return op == Op::add ? left + right : op == Op::sub ? left - right : left * right;
}

/// What operand `o` has at column x, channel c.
template <auto g, int o>
constexpr float real_operand(const Band& band, int x, int c) {
  const std::int8_t* element = band.in[o].row() + broadcast_index<g, o>(x, c) * real_bytes;
  return g.in[o].in_flash ? load_element<float, g.flash>(element) : load_element<float>(element);
}

/// computes  clamp(left op right), element by element: TFLite reference/add.h, sub.h, mul.h, prelu.h;
///           micro/kernels/squared_difference.cc
/// in place  the output may lie over an operand of its size
struct RealArithmetic
    : RealKernelFor<Op::add, Op::sub, Op::mul, Op::maximum, Op::minimum, Op::prelu, Op::squared_difference> {
  static constexpr const char* name = "arithmetic, float32";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        put_real(band.out[0], x * g.out.c + c,
                 reals.clamped(combined(g.op, real_operand<g, 0>(band, x, c), real_operand<g, 1>(band, x, c))));
  }
};

}  // namespace tinytmpl::kernels::portable
