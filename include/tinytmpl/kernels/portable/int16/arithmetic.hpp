// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>
#include <tinytmpl/kernels/portable/int16/row.hpp>
#include <tinytmpl/layers/squared_difference.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as the operators of int8, sums 15 bits finer than the common scale: TFLite reference/add.h, integer_ops/mul.h;
///           micro/kernels/sub_common.cc, maximum_minimum.cc, squared_difference.cc
/// in place  the output may lie over an operand of its size
struct Int16Arithmetic : Int16KernelFor<Op::add, Op::sub, Op::mul, Op::maximum, Op::minimum, Op::squared_difference> {
  static constexpr const char* name = "arithmetic, int16";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        put_int16(band.out[0], x * g.out.c + c,
                  combined<g>(operand<g, 0>(band, x, c), operand<g, 1>(band, x, c), k, wide));
  }

 private:
  template <auto g, int o>
  static constexpr std::int32_t operand(const Band& band, int x, int c) {
    const std::int8_t* element = band.in[o].row() + 2 * broadcast_index<g, o>(x, c);
    return g.in[o].in_flash ? load_element<std::int16_t, g.flash>(element) : load_element<std::int16_t>(element);
  }

  template <auto g>
  static constexpr std::int32_t combined(std::int32_t left, std::int32_t right, const Constants& k,
                                         const WideNumbers& wide) {
    if (g.op == Op::maximum) return wide.clamped(maximum(left, right));
    if (g.op == Op::minimum) return wide.clamped(minimum(left, right));
    if (g.op == Op::mul) return requantized<g>(left * right, k, wide, 0);
    const bool squares = g.op == Op::squared_difference;
    constexpr int sum_bits = layers::bits_of_sum(Element::int16), bits = layers::bits_of_difference(Element::int16);
    const std::int32_t a = squares ? in_common_scale<g, bits>(left, k, 0) : in_common_scale<g, sum_bits>(left, k, 0),
                       b = squares ? in_common_scale<g, bits>(right, k, 1) : in_common_scale<g, sum_bits>(right, k, 1);
    const std::int32_t result = g.op == Op::add ? a + b : squares ? (a - b) * (a - b) : a - b;
    return requantized<g>(result, k, wide, 2);
  }
};

}  // namespace tinytmpl::kernels::portable
