// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m/window_tiles_helium.hpp>

namespace tinytmpl::kernels {

namespace helium {

constexpr bool convolves_tiles(const Geometry& g) {
  return g.op == Op::depthwise_conv2d && g.out.c == g.in[0].c && scales(g) && tiles_of(g).possible();
}

}  // namespace helium

template <Geometry g>
  requires(helium::convolves_tiles(g))
constexpr Packing packing(armv81m) {
  return {1, helium::weight_words(g.out.c) + helium::Scale::words * g.out.c};
}
template <Geometry g>
  requires(helium::convolves_tiles(g))
constexpr void pack(armv81m, std::uint32_t* words, const Constants& k, int /*group*/) {
  helium::pack_tiles(words, k, helium::tiles_of(g), g.out.c);
}
template <Geometry g>
  requires(helium::convolves_tiles(g))
constexpr int band_rows(armv81m) {
  return 1;
}
/// The strip of some channels; behind its last column it is written to the end of a block.
template <Geometry g>
  requires(helium::convolves_tiles(g))
constexpr int scratch_bytes(armv81m) {
  constexpr int column = helium::tiles_of(g).column;
  return helium::strip_columns(g) * column + 4 * helium::Tiles::channels - column;
}

/// computes  a depthwise convolution of up to 4 x 4 taps
/// in place  the output may lie over any one of the input rows: channels are read before they are written
template <Geometry g>
  requires(helium::convolves_tiles(g))
inline armv81m compute(armv81m, const Band& band, const Constants& k) {
  constexpr helium::Tiles tiles = helium::tiles_of(g);
  constexpr int columns = helium::strip_columns(g), c = g.in[0].c;
  constexpr Range inside = g.cols.reads(0, g.out.w, g.in[0].w);
  constexpr int left = inside.begin + g.cols.before, count = inside.end - inside.begin;
  const auto zero_point = static_cast<std::int8_t>(k.zero_point[0]);
  if constexpr (left > 0) helium::fill_bytes(band.scratch, zero_point, left * tiles.column);

  std::int8_t zero_points[helium::Tiles::channels];
  const std::int8_t* rows[4] = {};
  std::int32_t steps[4] = {};
  for (int y = 0; y < g.kernel_h; ++y) {
    steps[y] = band.in[y] ? c : 0;
    rows[y] = band.in[y] ? band.in[y] + inside.begin * c : zero_points;
    if (!band.in[y]) helium::fill_bytes(zero_points, zero_point, helium::Tiles::channels);
  }
  helium::TiledRow row{band.scratch, k.packed, k.packed + helium::weight_words(c), band.out[0], 0, g.out.w / 8, c};
  for (int first = 0; first < c; first += helium::Tiles::channels) {
    row.channels = minimum(c - first, helium::Tiles::channels);
    std::int8_t* const strip = band.scratch + left * tiles.column;
    if constexpr (count > 0) helium::interleave_rows<g.kernel_h>(strip, count, rows, steps, row.channels, tiles.column);
    helium::fill_bytes(strip + count * tiles.column, zero_point, (columns - left - count) * tiles.column);
    helium::convolve_tiles<tiles, helium::scaling(g)>(row, helium::limits(k));
    for (int y = 0; y < g.kernel_h; ++y)
      if (steps[y] != 0) rows[y] += helium::Tiles::channels;
    row.weights += 4 * helium::Tiles::channels, row.scales += helium::Scale::words * helium::Tiles::channels;
    row.out += helium::Tiles::channels;
  }
  return {};
}

}  // namespace tinytmpl::kernels
