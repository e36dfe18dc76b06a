// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/float32/products.hpp>
#include <tinytmpl/kernels/common/float32/windows.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

namespace tinytmpl::kernels::common {

/// computes  as portable: some filters at some pixels at a time, whose weights and inputs are read where they lie
template <class Products>
struct RealConvolution : portable::RealKernelFor<Op::conv2d> {
  static constexpr const char* name = "convolution, float32, in blocks";
  static constexpr const char* refuses(const Geometry& g) {
    return g.flash == FlashAccess::word ? reasons::by_words : nullptr;
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    reals::for_each_block<g, Products::pixels>([&]<int pixels>(int x) { convolve<g, pixels>(band, k, x); });
  }

 private:
  static constexpr int real_bytes = portable::real_bytes;

  /// All filters at some pixels, from `x` on.
  template <Geometry g, int pixels>
  [[gnu::noinline]] static void convolve(const Band& band, const Constants& k, int x) {
    constexpr int of_group = g.out.c / (g.in[0].c / g.filter_c);
    constexpr int filters = pixels == 1 ? Products::filters_of_one : Products::filters, rest = of_group % filters;
    for (int first = 0; first < g.out.c; first += of_group) {
      int f = first;
      for (; f < first + of_group - rest; f += filters) convolve<g, filters, pixels>(band, k, x, f);
      if constexpr (rest > 0) convolve<g, rest, pixels>(band, k, x, f);
    }
  }
  /// Some filters, of one group of channels, from `f` on.
  template <Geometry g, int filters, int pixels>
  static void convolve(const Band& band, const Constants& k, int x, int f) {
    constexpr int taps = g.kernel_h * g.cols.size * g.filter_c, pixel_bytes = g.in[0].c * real_bytes;
    constexpr bool joined = g.filter_c == g.in[0].c && g.cols.dilation == 1;  // a row of the window lies side by side
    const Range columns = g.cols.taps(x, g.in[0].w);
    const int channel = f / (g.out.c / (g.in[0].c / g.filter_c)) * g.filter_c;
    const int window = g.cols.start(x) * pixel_bytes + channel * real_bytes;
    const auto filters_at = [&](int tap) {
      if constexpr (g.weights == Element::float32)
        return reals::Filters<float>{k.weights.as<float>() + f * taps + tap, taps};
      else
        return reals::Filters<std::int8_t>{k.weights + f * taps + tap, taps, k.reals->scales + f * k.reals->scale_step,
                                           k.reals->scale_step};
    };
    float sums[filters * pixels];
    reals::clear(sums);
    for (int i = 0; i < g.kernel_h; ++i) {
      const std::int8_t* row = rows_of<g>(band)[i];
      for (int j = columns.begin; row && j < columns.end; j = joined ? columns.end : j + 1)
        Products::template add<filters, pixels>(
            sums, filters_at((i * g.cols.size + j) * g.filter_c), row + window + j * g.cols.dilation * pixel_bytes,
            g.cols.stride * pixel_bytes, joined ? (columns.end - j) * g.filter_c : g.filter_c);
    }
    const float* const biases = g.has_bias ? k.biases.as<float>() + f : nullptr;
    reals::put<g.has_bias, pixels>(band.out[0] + (x * g.out.c + f) * real_bytes, g.out.c * real_bytes, filters, sums,
                                   biases, *k.reals);
  }
};

}  // namespace tinytmpl::kernels::common
