// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/layers/resize.hpp>

namespace tinytmpl::kernels::portable {

/// computes  each pixel from the four around its place: TFLite reference/resize_bilinear.h. Beyond an edge lies the pixel at the edge
struct RealResizeBilinear : RealKernelFor<Op::resize_bilinear> {
  static constexpr const char* name = "pixels between others, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const auto place = [](int scale, int i) {
      return layers::RealPlace{static_cast<layers::Sampling>(layers::sampled(g)), std::bit_cast<float>(scale), i};
    };
    const layers::RealPlace y = place(layers::row_scale(g), band.row);
    const Sliding rows{.stride = layers::row_step(g), .before = layers::rows_before(g), .per = layers::rows_per(g)};
    const int first = rows.start(band.row), channels = g.out.c;
    const std::int8_t *top = band.in[0][y.lower - first], *bottom = band.in[0][y.upper - first];
    if (!bottom) bottom = top;
    const float low = y.distance, high = 1 - low;  // weights
    for (int x = 0; x < g.out.w; ++x) {
      const layers::RealPlace at = place(layers::column_scale(g), x);
      const int a = at.lower * channels, b = minimum(at.upper, g.in[0].w - 1) * channels;
      const float right = at.distance, left = 1 - right;
      const auto part = [](const std::int8_t* row, int i, float down, float across) {
        return exact(exact(real_at(row, i) * down) * across);
      };
      for (int c = 0; c < channels; ++c)
        put_real(band.out[0], x * channels + c,
                 part(top, a + c, high, left) + part(bottom, a + c, low, left) + part(top, b + c, high, right) +
                     part(bottom, b + c, low, right) + 0.0f);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
