// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/conv2d.hpp>

namespace tinytmpl::kernels::portable {

// As TFLite's kernels of uint8 compute, weights have a zero point; and a dense layer has factors.
template <auto g>
constexpr int zero_point_of_weights(const Constants& k) {
  return g.as_uint8 ? k.zero_point[1] : 0;
}
template <auto g>
constexpr std::int8_t requantized(std::int32_t sum, const Constants& k, int channel) {
  if (g.as_uint8 && layers::has_factors(g) != 0) return k.requantize_by_factor<g.flash>(sum, channel);
  return k.requantize<g.rounding, g.flash>(sum, channel);
}

/// computes  out[x, f] = requantize(bias[f] + sum over taps i, j and the channels of f's group of w * (in - zero point));
///           a dense layer is a convolution whose kernel is its input
struct Convolution : KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution";
  static constexpr bool knows_uint8 = true;

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups, kernel_w = g.cols.size;
    const int weights_zero =
        zero_point_of_weights<g>(k);  // no call in the inner loop: constant expressions may not be long
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
            for (int c = 0; c < g.filter_c; ++c)
              sum += (load<g.flash>(w + c) - weights_zero) * (in[c] - k.zero_point[0]);
          }
        }
        *out++ = requantized<g>(sum, k, f);
      }
    }
  }
};

}  // namespace tinytmpl::kernels::portable
