// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out[x, f] = requantize(bias[f] + sum over taps i, j and the channels of f's group of w * (in - zero point));
///           a dense layer is a convolution whose kernel is its input
struct Convolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups, kernel_w = g.cols.size;
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x) {
      const Range taps = g.cols.taps(x, g.in[0].w);
      for (int f = 0; f < g.out.c; ++f) {
        std::int32_t sum = g.has_bias ? load<g.flash>(k.biases + f) : 0;
        const std::int8_t* filter = k.weights + f * g.kernel_h * kernel_w * g.filter_c;
        for (int i = 0; i < g.kernel_h; ++i) {
          const std::int8_t* row = rows_of<g>(band)[i];
          if (!row) continue;
          for (int j = taps.begin; j < taps.end; ++j) {
            const int column = g.cols.start(x) + j * g.cols.dilation;
            const std::int8_t* in = row + column * g.in[0].c + f / filters * g.filter_c;
            const std::int8_t* w = filter + (i * kernel_w + j) * g.filter_c;
            for (int c = 0; c < g.filter_c; ++c) sum += load<g.flash>(w + c) * (in[c] - k.zero_point[0]);
          }
        }
        *out++ = k.requantize<g.rounding, g.flash>(sum, f);
      }
    }
  }
};

}  // namespace tinytmpl::kernels::portable
