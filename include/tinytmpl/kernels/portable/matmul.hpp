// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/matmul.hpp>

namespace tinytmpl::kernels::portable {

/// How many products make an output, how far it is from one to the next in the left and in the right matrix, and to those of the next
/// output.
struct MatrixSteps {
  int inner = 0, left = 1, left_row = 1, right = 1, right_column = 1;
};
template <auto g>
constexpr MatrixSteps matrix_steps() {
  const int left_c = g.in[0].c, right_c = g.in[1].c;
  MatrixSteps steps;
  if (layers::transposes_left(g) != 0) steps.inner = g.in[0].w, steps.left = left_c;
  else steps.inner = left_c, steps.left_row = left_c;
  if (layers::transposes_right(g) != 0) steps.right_column = right_c;
  else steps.right = right_c;
  return steps;
}

/// An element of operand `o` of a product, which may be a constant.
template <auto g, int o, class T>
constexpr T factor_at(const Band& band, int i) {
  const std::int8_t* const element = band.in[o].row() + i * static_cast<int>(sizeof(T));
  return g.in[o].in_flash ? load_element<T, g.flash>(element) : load_element<T>(element);
}

/// computes  out[i, j] = requantize(sum over k of (left[i, k] - zero point) * (right[k, j] - zero point)): TFLite
///           reference/batch_matmul.h
struct MatrixProduct : KernelFor<Op::matmul> {
  static constexpr const char* name = "product of matrices";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const MatrixSteps steps = matrix_steps<g>();
    for (int i = 0; i < g.out.w; ++i)
      for (int j = 0; j < g.out.c; ++j) {
        std::int32_t sum = 0;
        for (int n = 0, left = i * steps.left_row, right = j * steps.right_column; n < steps.inner;
             ++n, left += steps.left, right += steps.right)
          sum += (factor_at<g, 0, std::int8_t>(band, left) - k.zero_point[0]) *
                 (factor_at<g, 1, std::int8_t>(band, right) - k.zero_point[1]);
        band.out[0][i * g.out.c + j] = k.requantize<g.rounding, g.flash>(sum, 0);
      }
  }
};

}  // namespace tinytmpl::kernels::portable
