// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/matmul.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out[i, j] = requantize(sum over k of (left[i, k] - zero point) * (right[k, j] - zero point)): TFLite
///           reference/batch_matmul.h
struct MatrixProduct : KernelFor<Op::matmul> {
  static constexpr const char* name = "product of matrices";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const bool turned_left = layers::transposes_left(g) != 0, turned_right = layers::transposes_right(g) != 0;
    const int inner = turned_left ? g.in[0].w : g.in[0].c;
    // How far it is to the next of the sum, and to the next output.
    const int left_step = turned_left ? g.in[0].c : 1, left_row = turned_left ? 1 : g.in[0].c,
              right_step = turned_right ? 1 : g.in[1].c, right_column = turned_right ? g.in[1].c : 1;
    std::int8_t* out = band.out[0];
    for (int i = 0; i < g.out.w; ++i)
      for (int j = 0; j < g.out.c; ++j) {
        const std::int8_t *left = band.in[0].row() + i * left_row, *right = band.in[1].row() + j * right_column;
        std::int32_t sum = 0;
        for (int n = 0; n < inner; ++n)
          sum += (left[n * left_step] - k.zero_point[0]) * (right[n * right_step] - k.zero_point[1]);
        *out++ = k.requantize<g.rounding, g.flash>(sum, 0);
      }
  }
};

}  // namespace tinytmpl::kernels::portable
