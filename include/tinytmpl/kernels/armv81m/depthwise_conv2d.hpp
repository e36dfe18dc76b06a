// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/window_tiles_helium.hpp>

namespace tinytmpl::kernels::armv81m {

/// computes  a depthwise convolution of up to 4 x 4 taps
/// in place  the output may lie over any one of the input rows: channels are read before they are written
struct DepthwiseTiles : KernelFor<Op::depthwise_conv2d> {
  static constexpr const char* name = "depthwise, four columns at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.out.c != g.in[0].c) return common::reasons::several_filters;
    if (!tiles_of(g).possible()) return "the window has more than 4 x 4 taps, or is too wide with its stride";
    return common::refuses_scaling(g);
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::keep_scaling(g); }
  /// The strip of some channels; behind its last column it is written to the end of a block.
  static constexpr int scratch_bytes(const Geometry& g) {
    const int column = tiles_of(g).column;
    return tiled_columns(g) * column + 4 * Tiles::channels - column;
  }
  static constexpr Packing packing(const Geometry& g) { return {1, weight_words(g.out.c) + Scale::words * g.out.c}; }
  template <Geometry g>
  static constexpr void pack(std::uint32_t* words, const Constants& k, int /*group*/) {
    pack_tiles(words, k, tiles_of(g), g.out.c);
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr Tiles tiles = tiles_of(g);
    constexpr int columns = tiled_columns(g), c = g.in[0].c;
    constexpr Range inside = g.cols.reads(0, g.out.w, g.in[0].w);
    constexpr int left = inside.begin + g.cols.before, count = inside.end - inside.begin;
    const auto zero_point = static_cast<std::int8_t>(k.zero_point[0]);
    if constexpr (left > 0) fill_bytes(band.scratch, zero_point, left * tiles.column);

    std::int8_t zero_points[Tiles::channels];
    const std::int8_t* rows[4] = {};
    std::int32_t steps[4] = {};
    for (int y = 0; y < g.kernel_h; ++y) {
      const std::int8_t* row = rows_of<g>(band)[y];
      steps[y] = row ? c : 0;
      rows[y] = row ? row + inside.begin * c : zero_points;
      if (!row) fill_bytes(zero_points, zero_point, Tiles::channels);
    }
    TiledRow row{band.scratch, k.packed, k.packed + weight_words(c), band.out[0], 0, g.out.w / 8, c};
    for (int first = 0; first < c; first += Tiles::channels) {
      row.channels = minimum(c - first, Tiles::channels);
      std::int8_t* const strip = band.scratch + left * tiles.column;
      if constexpr (count > 0) interleave_rows<g.kernel_h>(strip, count, rows, steps, row.channels, tiles.column);
      fill_bytes(strip + count * tiles.column, zero_point, (columns - left - count) * tiles.column);
      convolve_tiles<tiles, scaling(g)>(row, limits_of(k));
      for (int y = 0; y < g.kernel_h; ++y)
        if (steps[y] != 0) rows[y] += Tiles::channels;
      row.weights += 4 * Tiles::channels, row.scales += Scale::words * Tiles::channels;
      row.out += Tiles::channels;
    }
  }
};

}  // namespace tinytmpl::kernels::armv81m
