// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/int16/row.hpp>
#include <tinytmpl/kernels/portable/matmul.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as the product of int8, in sums of 64 bits: TFLite reference/batch_matmul.h
struct Int16MatrixProduct : Int16KernelFor<Op::matmul> {
  static constexpr const char* name = "product of matrices, int16";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const MatrixSteps steps = matrix_steps<g>();
    const WideNumbers wide = load<g.flash>(k.wide);
    for (int i = 0; i < g.out.w; ++i)
      for (int j = 0; j < g.out.c; ++j) {
        std::int64_t sum = 0;
        for (int n = 0, left = i * steps.left_row, right = j * steps.right_column; n < steps.inner;
             ++n, left += steps.left, right += steps.right)
          sum += factor_at<g, 0, std::int16_t>(band, left) * factor_at<g, 1, std::int16_t>(band, right);
        put_int16(band.out[0], i * g.out.c + j, requantized_sum<g>(sum, k, wide, 0, true));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
