// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/conv2d_transpose.hpp>
#include <tinytmpl/kernels/portable/int16/row.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as conv2d, in sums of 64 bits where the biases have as many: TFLite reference/integer_ops/conv.h, fully_connected.h
struct Int16Convolution : Int16KernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, int16";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    const int groups = g.in[0].c / g.filter_c, filters = g.out.c / groups;
    for (int x = 0; x < g.out.w; ++x)
      for (int f = 0; f < g.out.c; ++f) {
        std::int64_t sum = wide_bias<g>(k, f);
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int i, int j) {
          const int first = f / filters * g.filter_c;
          const std::int8_t* w = k.weights + ((f * g.kernel_h + i) * g.cols.size + j) * g.filter_c;
          for (int c = 0; c < g.filter_c; ++c) sum += load<g.flash>(w + c) * int16_at(pixel, first + c);
        });
        put_int16(band.out[0], x * g.out.c + f, requantized_sum<g>(sum, k, wide, f));
      }
  }
};

/// computes  as depthwise_conv2d
/// in place  the output may lie over any one of the input rows
struct Int16DepthwiseConvolution : Int16KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise convolution, int16";
  static constexpr int scratch_bytes(const Geometry& g) { return Int16Channel::bytes(g); }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    const int multiplier = g.out.c / g.in[0].c;
    Int16Channel buffer{band.scratch};
    for (int c = 0; c < g.out.c; ++c) {
      for (int x = 0; x < g.out.w; ++x) {
        std::int64_t sum = wide_bias<g>(k, c);
        for_each_tap<g>(band, x, [&](const std::int8_t* pixel, int i, int j) {
          sum += load<g.flash>(k.weights + (i * g.cols.size + j) * g.out.c + c) * int16_at(pixel, c / multiplier);
        });
        buffer.set(x, static_cast<std::int16_t>(requantized_sum<g>(sum, k, wide, c)));
      }
      buffer.store(g.out, band.out[0], c);
    }
  }
};

/// computes  as conv2d_transpose, in sums of 64 bits
struct Int16TransposedConvolution : Int16KernelFor<Op::conv2d_transpose> {
  static constexpr const char* name = "transposed convolution, int16";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    const int channels = g.in[0].c, taps = layers::kernel_rows(g) * layers::kernel_columns(g);
    for (int x = 0; x < g.out.w; ++x)
      for (int f = 0; f < g.out.c; ++f) {
        std::int64_t sum = wide_bias<g>(k, f);
        for_each_reaching<g>(band, x, [&](const std::int8_t* pixel, int tap) {
          const std::int8_t* w = k.weights + (f * taps + tap) * channels;
          for (int c = 0; c < channels; ++c) sum += load<g.flash>(w + c) * int16_at(pixel, c);
        });
        put_int16(band.out[0], x * g.out.c + f, requantized_sum<g>(sum, k, wide, f, true));
      }
  }
};

}  // namespace tinytmpl::kernels::portable
