// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/resize.hpp>

namespace tinytmpl::kernels::portable {

/// computes  each pixel from the four around its place, in steps of 2^-20: TFLite reference/resize_bilinear.h. Beyond an edge lies
///           the pixel at the edge
struct ResizeBilinear : KernelFor<Op::resize_bilinear> {
  static constexpr const char* name = "pixels between others";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    constexpr int bits = layers::place_bits, unit = 1 << bits;
    const int y = band.row * layers::row_step(g) - layers::rows_before(g);
    const int lower = y - (y >> bits) * unit;  // weights
    const std::int8_t *top = band.in[0][0], *bottom = band.in[0][1];
    if (!top) top = bottom;
    if (!bottom) bottom = top;
    std::int8_t* out = band.out[0];
    for (int x = 0; x < g.out.w; ++x) {
      const int first = g.cols.start(x), right = x * g.cols.stride - g.cols.before - first * unit;
      const int a = maximum(first, 0) * g.in[0].c, b = minimum(first + 1, g.in[0].w - 1) * g.in[0].c;
      for (int c = 0; c < g.out.c; ++c) {
        const std::int32_t above = top[a + c] * (unit - right) + top[b + c] * right,
                           below = bottom[a + c] * (unit - right) + bottom[b + c] * right;
        *out++ = static_cast<std::int8_t>(whole<g.rounding>(above * (unit - lower) + below * lower, k.zero_point[0]));
      }
    }
  }

 private:
  template <Rounding rounding>
  static constexpr std::int32_t whole(std::int32_t sum, [[maybe_unused]] std::int32_t zero_point) {
    constexpr int bits = 2 * layers::place_bits;
    constexpr std::int32_t half = 1 << (bits - 1);
    if constexpr (rounding == Rounding::onnx) {  // of the difference to the zero point, half to even
      const std::int32_t q = sum - zero_point * (1 << bits), below = q >> bits, rest = q & (2 * half - 1);
      return below + zero_point + (rest > half || (rest == half && below % 2 != 0) ? 1 : 0);
    }
    if constexpr (rounds_once(rounding)) return (sum + half) >> bits;
    else return (sum + (sum > 0 ? half : -half)) / (1 << bits);
  }
};

}  // namespace tinytmpl::kernels::portable
