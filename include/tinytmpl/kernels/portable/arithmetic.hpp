// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/real_sum.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// Which element of operand `o`'s row is combined at column x, channel c: an extent of 1 is read again and again.
template <auto g, int o>
constexpr int broadcast_index(int x, int c) {
  const RowShape& shape = g.in[o];
  return (shape.w == 1 ? 0 : x) * shape.c + (shape.c == 1 ? 0 : c);
}
template <auto g, int o>
constexpr std::int8_t broadcast(const std::int8_t* row, int x, int c) {
  const std::int8_t* element = row + broadcast_index<g, o>(x, c);
  return g.in[o].in_flash ? load<g.flash>(element) : *element;
}

/// Calls `combine` with both operands' differences to their zero points, for each element of the output row.
template <auto g>
constexpr void for_each_pair(const Band& band, const Constants& k, auto combine) {
  const std::int8_t *left = band.in[0].row(), *right = band.in[1].row();
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
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for_each_pair<g>(band, k, [&k](std::int32_t left, std::int32_t right) {
      return Arithmetic::template combine<g>(left, right, k);
    });
  }
};

/// An operand of a sum in the scale that is common to both, `bits` bits finer; its multiplier is the one of its place.
template <auto g, int bits>
constexpr std::int32_t in_common_scale(std::int32_t x, const Constants& k, int operand) {
  return multiply<g.rounding>(x * (1 << bits), load<g.flash>(k.multipliers + operand));
}

/// The sum or the difference of float32 numbers, whose scales are in place of the multipliers: as ONNX' operators say.
template <auto g>
constexpr std::int8_t sum_of_reals(std::int32_t left, std::int32_t right, const Constants& k) {
  const auto scale = [&k](int i) { return as_float32(load<g.flash>(k.multipliers + i)); };
  const float second = static_cast<float>(right) * scale(1);
  const std::int32_t steps =
      steps_of_sum(static_cast<float>(left) * scale(0), g.op == Op::add ? second : -second, scale(2));
  return k.clamped(steps + k.output_zero_point);
}

/// computes  left + right, or left - right, in a common scale, 20 bits finer: TFLite reference/integer_ops/add.h, sub.h; as ONNX
///           Runtime between a DequantizeLinear and a QuantizeLinear
struct Sum : BinaryKernel<Sum, Op::add, Op::sub> {
  static constexpr const char* name = "sum";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    if constexpr (g.rounding == Rounding::onnx) return sum_of_reals<g>(left, right, k);
    const std::int32_t a = in_common_scale<g, 20>(left, k, 0), b = in_common_scale<g, 20>(right, k, 1);
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
