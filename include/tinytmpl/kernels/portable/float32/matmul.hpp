// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/kernels/portable/matmul.hpp>

namespace tinytmpl::kernels::portable {

/// computes  clamp(sum over k of left[i, k] * right[k, j]): TFLite reference/batch_matmul.h, fully_connected.h
struct RealMatrixProduct : RealKernelFor<Op::matmul> {
  static constexpr const char* name = "product of matrices, float32";
  static constexpr bool reads_flash = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const MatrixSteps steps = matrix_steps<g>();
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int i = 0; i < g.out.w; ++i)
      for (int j = 0; j < g.out.c; ++j) {
        float sum = 0;
        for (int n = 0, left = i * steps.left_row, right = j * steps.right_column; n < steps.inner;
             ++n, left += steps.left, right += steps.right)
          sum += exact(factor_at<g, 0, float>(band, left) * factor_at<g, 1, float>(band, right));
        put_real(band.out[0], i * g.out.c + j, reals.clamped(sum));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
