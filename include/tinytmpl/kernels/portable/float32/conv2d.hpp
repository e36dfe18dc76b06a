// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/conv2d_transpose.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out[x, f] = clamp((sum over taps i, j and the channels of f's group of in * w) + bias[f]): TFLite reference/conv.h,
///           fully_connected.h; a dense layer is a convolution whose kernel is its input
struct RealConvolution : RealKernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    const int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups;
    for (int x = 0; x < g.out.w; ++x)
      for (int f = 0; f < g.out.c; ++f) {
        float sum = 0;
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int i, int j) {
          const std::int8_t* in = pixel + f / filters * g.filter_c * real_bytes;
          const int w = ((f * g.kernel_h + i) * g.cols.size + j) * g.filter_c;
          for (int c = 0; c < g.filter_c; ++c) sum += exact(real_at(in, c) * weight_at<g>(k, reals, w + c, f));
        });
        put_real(band.out[0], x * g.out.c + f, reals.clamped(sum + bias_at<g>(k, f)));
      }
  }
};

/// computes  as conv2d, each channel by itself: TFLite reference/depthwiseconv_float.h
/// in place  the output may lie over any one of the input rows
struct RealDepthwiseConvolution : RealKernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise convolution, float32";
  static constexpr int scratch_bytes(const Geometry& g) { return RealChannel::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    const int multiplier = g.out.c / g.in[0].c;
    RealChannel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        float sum = 0;
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int i, int j) {
          sum += exact(real_at(pixel, c / multiplier) * weight_at<g>(k, reals, (i * g.cols.size + j) * g.out.c + c, c));
        });
        buffer.set(x, reals.clamped(sum + bias_at<g>(k, c)));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

/// computes  as conv2d_transpose, of the inputs in their order: TFLite reference/transpose_conv.h
struct RealTransposedConvolution : RealKernelFor<Op::conv2d_transpose> {
  static constexpr const char* name = "transposed convolution, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    const int channels = g.in[0].c, taps = layers::kernel_rows(g) * layers::kernel_columns(g);
    for (int x = 0; x < g.out.w; ++x)
      for (int f = 0; f < g.out.c; ++f) {
        float sum = 0;
        for_each_reaching<g>(band, x, [&](const std::int8_t* pixel, int tap) {
          const int w = (f * taps + tap) * channels;
          for (int c = 0; c < channels; ++c) sum += exact(real_at(pixel, c) * weight_at<g>(k, reals, w + c, f));
        });
        put_real(band.out[0], x * g.out.c + f, reals.clamped(sum + bias_at<g>(k, f)));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
