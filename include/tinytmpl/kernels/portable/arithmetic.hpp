// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// Is operand `o`, 0 or 1, a constant?
template <auto g, int o>
constexpr bool is_the_constant() {
  return g.constant_rows > 0 && (o == 0) == g.constant_first;
}

/// The row of operand `o` that the output row needs; a constant lies in the weights, all its rows or one.
template <auto g, int o>
constexpr const std::int8_t* operand_row(const Band& band, const Constants& k) {
  if (is_the_constant<g, o>()) return k.weights + (g.constant_rows == 1 ? 0 : band.row * g.in[1].size());
  return band.in[g.constant_rows == 0 ? o : 0].row();
}

/// Column x, channel c of operand `o` in its row: an extent of 1 is read again and again.
template <auto g, int o>
constexpr std::int8_t broadcast(const std::int8_t* row, int x, int c) {
  const RowShape shape = g.in[is_the_constant<g, o>() ? 1 : g.constant_rows == 0 ? o : 0];
  const std::int8_t* element = row + (shape.w == 1 ? 0 : x) * shape.c + (shape.c == 1 ? 0 : c);
  return is_the_constant<g, o>() ? load<g.flash>(element) : *element;
}

/// Calls `combine` with both operands' differences to their zero points, for each element of the output row.
template <auto g>
constexpr void for_each_pair(const Band& band, const Constants& k, auto combine) {
  const std::int8_t* left = operand_row<g, 0>(band, k);
  const std::int8_t* right = operand_row<g, 1>(band, k);
  std::int8_t* out = band.out[0];
  for (int x = 0; x < g.out.w; ++x)
    for (int c = 0; c < g.out.c; ++c)
      *out++ = combine(broadcast<g, 0>(left, x, c) - k.zero_point[0], broadcast<g, 1>(right, x, c) - k.zero_point[1]);
}

/// Kernels of two tensors, element by element: Arithmetic::combine(left, right, constants), of the differences to the zero points, gives
/// an element of the output.
/// in place  the output may lie over an operand of its size
template <class Arithmetic, Op... operators>
struct BinaryKernel : KernelFor<operators...> {
  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for_each_pair<g>(band, k, [&k](std::int32_t left, std::int32_t right) {
      return Arithmetic::template combine<g>(left, right, k);
    });
  }
};

/// computes  left + right, or left - right, in a common scale, 20 bits finer: TFLite reference/integer_ops/add.h, sub.h
struct Sum : BinaryKernel<Sum, Op::add, Op::sub> {
  static constexpr const char* name = "sum";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    const std::int32_t a = multiply<g.rounding>(left * (1 << 20), load<g.flash>(k.multipliers));
    const std::int32_t b = multiply<g.rounding>(right * (1 << 20), load<g.flash>(k.multipliers + 1));
    return k.requantize<g.rounding, g.flash>(g.op == Op::add ? a + b : a - b, 2);
  }
};

/// computes  left * right: TFLite reference/integer_ops/mul.h
struct Product : BinaryKernel<Product, Op::mul> {
  static constexpr const char* name = "product";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    return k.requantize<g.rounding, g.flash>(left * right, 0);
  }
};

}  // namespace tinytmpl::kernels::portable
