// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/conv2d_transpose.hpp>

namespace tinytmpl::kernels::portable {

/// Calls `use(pixel, tap)` for each input of which the window reaches output column `x`, with its first channel, and where in the window
/// `x` lies.
template <auto g>
constexpr void for_each_reaching(const Band& band, int x, auto use) {
  // `i` stands kernel - 1 - (i - before) mod stride behind the first input that meets it.
  const auto place = [](int i, const Sliding& s, int kernel) {
    return i - s.before + kernel - s.per - s.start(i) * s.per;
  };
  const Sliding rows{.before = layers::rows_before_first(g), .per = layers::row_stride(g)};
  const int kernel_w = layers::kernel_columns(g), pixel_bytes = g.in[0].c * size_of(g.in[0].element);
  int ky = place(band.row, rows, layers::kernel_rows(g));
  for (int i = 0; ky >= 0; ++i, ky -= layers::row_stride(g)) {
    const std::int8_t* in = rows_of<g>(band)[i];
    if (!in) continue;
    int j = g.cols.start(x);
    for (int kx = place(x, g.cols, kernel_w); kx >= 0;
         ++j, kx -= g.cols.per)  // the next input is a stride before in the window
      if (j >= 0 && j < g.in[0].w) use(in + j * pixel_bytes, ky * kernel_w + kx);
  }
}

/// computes  out[x, f] = requantize(bias[f] + sum over the inputs whose windows reach x of w[f, x's place in the window] *
///           (in - zero point)): TFLite reference/integer_ops/transpose_conv.h, from the outputs' side
struct TransposedConvolution : KernelFor<Op::conv2d_transpose> {
  static constexpr const char* name = "transposed convolution";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int channels = g.in[0].c, taps = layers::kernel_rows(g) * layers::kernel_columns(g);
    for (int x = 0; x < g.out.w; ++x)
      for (int f = 0; f < g.out.c; ++f) {
        std::int32_t sum = g.has_bias ? load<g.flash>(k.biases + f) : 0;
        for_each_reaching<g>(band, x, [&](const std::int8_t* pixel, int tap) {
          const std::int8_t* w = k.weights + (f * taps + tap) * channels;
          for (int c = 0; c < channels; ++c) sum += load<g.flash>(w + c) * (pixel[c] - k.zero_point[0]);
        });
        band.out[0][x * g.out.c + f] = k.requantize<g.rounding, g.flash>(sum, f);
      }
  }
};

}  // namespace tinytmpl::kernels::portable
