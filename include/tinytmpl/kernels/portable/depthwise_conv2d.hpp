// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/channel_buffer.hpp>
#include <tinytmpl/kernels/portable/conv2d.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as conv2d, each channel by itself
/// in place  the output may lie over any one of the input rows
struct DepthwiseConvolution : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise convolution";
  static constexpr bool knows_uint8 = true;
  static constexpr int scratch_bytes(const Geometry& g) { return ChannelBuffer::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const int multiplier = g.out.c / g.in[0].c, weights_zero = zero_point_of_weights<g>(k);
    ChannelBuffer buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        const Range taps = g.cols.taps(x, g.in[0].w);
        std::int32_t sum = g.has_bias ? load<g.flash>(k.biases + c) : 0;
        for (int i = 0; i < g.kernel_h; ++i) {
          const std::int8_t* row = rows_of<g>(band)[i];
          if (!row) continue;
          for (int j = taps.begin; j < taps.end; ++j) {
            const int column = g.cols.start(x) + j * g.cols.dilation;
            sum += (load<g.flash>(k.weights + (i * g.cols.size + j) * g.out.c + c) - weights_zero) *
                   (row[column * g.in[0].c + c / multiplier] - k.zero_point[0]);
          }
        }
        buffer.set(x, k.requantize<g.rounding, g.flash>(sum, c));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
