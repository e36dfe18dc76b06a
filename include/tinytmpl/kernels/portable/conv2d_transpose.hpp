// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/conv2d_transpose.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out[x, f] = requantize(bias[f] + sum over the inputs whose windows reach x of w[f, x's place in the window] *
///           (in - zero point)): TFLite reference/integer_ops/transpose_conv.h, from the outputs' side
struct TransposedConvolution : KernelFor<Op::conv2d_transpose> {
  static constexpr const char* name = "transposed convolution";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int channels = g.in[0].c, kernel_w = layers::kernel_columns(g);
    // Where the output row lies in the window of the first input row that is read, and likewise for each column.
    const int row =
        place(band.row, {.before = layers::rows_before_first(g), .per = layers::row_stride(g)}, layers::kernel_rows(g));
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x) {
      const int first = g.cols.start(x), column = place(x, g.cols, kernel_w);
      for (int f = 0; f < g.out.c; ++f) {
        std::int32_t sum = g.has_bias ? load<g.flash>(k.biases + f) : 0;
        for (int i = 0, ky = row; ky >= 0; ++i, ky -= layers::row_stride(g)) {
          const std::int8_t* in = rows_of<g>(band)[i];
          if (!in) continue;
          const std::int8_t* filter = k.weights + (f * layers::kernel_rows(g) + ky) * kernel_w * channels;
          sum += sum_of_row<g>(in, filter, first, column, k.zero_point[0]);
        }
        *out++ = k.requantize<g.rounding, g.flash>(sum, f);
      }
    }
  }

 private:
  /// `i` stands kernel - 1 - (i - before) mod stride behind the first input that meets it.
  static constexpr int place(int i, const Sliding& s, int kernel) {
    return i - s.before + kernel - s.per - s.start(i) * s.per;
  }
  /// Of one input row: input `j` meets column `kx` of the filter's row, the next one a stride before that.
  template <auto g>
  static constexpr std::int32_t sum_of_row(const std::int8_t* in, const std::int8_t* filter, int j, int kx, int zero) {
    std::int32_t sum = 0;
    for (; kx >= 0; ++j, kx -= g.cols.per) {
      if (j < 0 || j >= g.in[0].w) continue;
      for (int c = 0; c < g.in[0].c; ++c)
        sum += load<g.flash>(filter + kx * g.in[0].c + c) * (in[j * g.in[0].c + c] - zero);
    }
    return sum;
  }
};

}  // namespace tinytmpl::kernels::portable
