// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/convolve.hpp>
#include <tinytmpl/kernels/armv6m/widen.hpp>

namespace tinytmpl::kernels {

/// A convolution of more than one column, whose numbers fit.
template <Geometry g>
concept LaneConvolution = g.op == Op::conv2d && g.rounding == Rounding::twice && short_products::fit(g.numbers) &&
                          !g.numbers.minus_128 && g.out.w > 1 && g.filter_c == g.in[0].c;

namespace lanes {

/// What follows from a geometry: which pixels are computed together, and where their inputs lie.
template <Geometry g>
struct Convolution {
  static constexpr Lanes lanes = lanes_of(pixels_at_once(g.out.w));
  static constexpr Negatives negatives = short_products::negatives(g.numbers);
  static constexpr int taps = g.kernel_h * g.cols.size * g.filter_c, words = weight_words(taps);
  // A run of taps that lie side by side in a row.
  static constexpr int run_columns = g.cols.dilation == 1 ? g.cols.size : 1, run_taps = run_columns * g.filter_c;
  static constexpr int runs = g.cols.size / run_columns;
  static constexpr int widened_bytes = 4 * lanes.count() * 4 * words, patch_bytes = run_taps;

  /// The run of a row from `column` on; what is outside the image becomes zero points, in `patch`.
  static constexpr const std::int8_t* run(const std::int8_t* row, int column, std::int8_t* patch, const Constants& k) {
    if (row && column >= 0 && column + run_columns <= g.in[0].w) return row + column * g.filter_c;
    for (int j = 0; j < run_columns; ++j)
      for (int c = 0; c < g.filter_c; ++c) {
        const bool inside = row && column + j >= 0 && column + j < g.in[0].w;
        patch[j * g.filter_c + c] =
            inside ? row[(column + j) * g.filter_c + c] : static_cast<std::int8_t>(k.zero_point[0]);
      }
    return patch;
  }
  /// Widens the inputs of the pixels from `pixel` on.
  static constexpr void widen(const Band& band, const Constants& k, int pixel) {
    auto* widened = reinterpret_cast<std::int32_t*>(band.scratch);
    std::int8_t* patch = band.scratch + widened_bytes;
    for (int lane = 0; lane < lanes.count(); ++lane, pixel += 2) {
      Widened<lanes> to(widened, lane);
      for (int i = 0; i < g.kernel_h; ++i)
        for (int j = 0; j < runs; ++j) {
          const int column = g.cols.start(pixel) + j * g.cols.dilation;
          const std::int8_t* p = run(band.in[i], column, patch, k);
          const std::int8_t* q =
              lane == lanes.pairs ? nullptr : run(band.in[i], column + g.cols.stride, patch + patch_bytes, k);
          to.template add_run<run_taps>(p, q);
        }
      for (int i = taps; i < 4 * words; ++i) to.add(0, 0);
    }
  }
};

}  // namespace lanes

template <Geometry g>
  requires LaneConvolution<g>
constexpr int scratch_bytes(armv6m) {
  using Shape = lanes::Convolution<g>;
  return Shape::widened_bytes + 2 * Shape::patch_bytes;
}
template <Geometry g>
  requires LaneConvolution<g>
constexpr Packing packing(armv6m) {
  using Shape = lanes::Convolution<g>;
  return {g.out.c, lanes::filter_words(Shape::taps, Shape::negatives)};
}
template <Geometry g>
  requires LaneConvolution<g>
constexpr void pack(armv6m, std::uint32_t* words, const Constants& k, int f) {
  using Shape = lanes::Convolution<g>;
  lanes::pack_filter<Shape::negatives>(words, k, f, Shape::taps);
}

/// computes  as portable, some pixels of a row at a time
template <Geometry g>
  requires LaneConvolution<g>
constexpr armv6m compute(armv6m, const Band& band, const Constants& k) {
  using Shape = lanes::Convolution<g>;
  constexpr int pixels = Shape::lanes.pixels();
  const std::uint32_t* end = k.packed + g.out.c * lanes::filter_words(Shape::taps, Shape::negatives);
  const auto* widened = reinterpret_cast<const std::int32_t*>(band.scratch);
  for (int next = 0; next < g.out.w; next += pixels) {
    const int x = min(next, g.out.w - pixels);
    Shape::widen(band, k, x);
    std::int8_t* out = band.out[0] + x * g.out.c;
    if constexpr (armv6m::here)
      lanes::convolve<Shape::lanes, Shape::negatives>(k.packed, widened, out, end, Shape::words, g.out.c,
                                                      short_products::Outputs(k));
    else
      lanes::convolve_portable<Shape::lanes, Shape::negatives>(k.packed, widened, out, end, Shape::words, g.out.c,
                                                               short_products::Outputs(k));
  }
  return {};
}

}  // namespace tinytmpl::kernels
