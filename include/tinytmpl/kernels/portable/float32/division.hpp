// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/rounding.hpp>
#include <tinytmpl/kernels/portable/float32/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// computes  clamp(left / right), or that rounded down, or what it leaves: TFLite reference/div.h; micro/kernels/floor_div.cc,
///           floor_mod.cc
/// in place  the output may lie over an operand of its size
struct RealDivision : RealKernelFor<Op::div, Op::floor_div, Op::floor_mod> {
  static constexpr const char* name = "division, float32";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        put_real(band.out[0], x * g.out.c + c,
                 reals.clamped(divided(g.op, real_operand<g, 0>(band, x, c), real_operand<g, 1>(band, x, c))));
  }

 private:
  static constexpr float divided(Op op, float left, float right) {
    if (op == Op::floor_mod) return floored_remainder(left, right);
    return op == Op::div ? quotient(left, right) : floored_quotient(left, right);
  }
};

}  // namespace tinytmpl::kernels::portable
