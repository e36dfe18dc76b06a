// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/bytes.hpp>
#include <tinytmpl/kernels/armv81m/requantize.hpp>

namespace tinytmpl::kernels::armv81m {

/// How a depthwise convolution of at most 4 x 4 taps goes through a row: sixteen channels at a time, whose inputs stand in a strip
///
///   strip   { four rows of channel 0, four rows of channel 1 ... } for each column, those beside the image included
///
/// A tile is four columns of one channel, a vector; of rows and columns that the kernel lacks the weights are 0. If the windows of
/// two neighbours lie in one tile, it serves both.
struct Tiles {
  int kernel_h = 0, kernel_w = 0, stride = 1, dilation = 1;
  int column = 0;  // bytes from one column of the strip to the next
  int rest = 0;    // outputs behind the last eight
  bool loops = false;

  static constexpr int channels = 16;  // at a time

  constexpr bool shared() const { return stride == 1 && dilation == 1 && kernel_w < 4; }
  constexpr int outputs() const { return shared() ? 2 : 1; }  // of each tile
  constexpr int tile() const { return outputs() * stride * column; }
  /// Immediate offsets of gathers reach 508 bytes: four tiles.
  constexpr bool possible() const { return kernel_h <= 4 && kernel_w <= 4 && 3 * tile() <= 508; }
  friend constexpr bool operator==(const Tiles&, const Tiles&) = default;
};
constexpr Tiles tiles_of(const Geometry& g) {
  return {g.kernel_h,  g.cols.size, g.cols.stride, g.cols.dilation, 4 * minimum(g.in[0].c, Tiles::channels),
          g.out.w % 8, g.out.w >= 8};
}
/// Columns of the strip: with those that tiles reach beyond the last window.
constexpr int tiled_columns(const Geometry& g) {
  const Tiles t = tiles_of(g);
  const int tiles = divide_up(g.out.w, t.outputs());
  return maximum((g.out.w - 1) * g.cols.stride + g.cols.reach(),
                 (tiles - 1) * t.outputs() * g.cols.stride + 3 * g.cols.dilation + 1);
}

/// How the constants of a depthwise convolution lie in flash:
///
///   constants   weights of each channel, a word of zeros;  the scale of each
///   weights     four words of a column each, a byte for each row: if a tile serves two outputs, a word of zeros and three columns
///   scale       offset, multiplier, shift to the left
constexpr int weight_words(int channels) { return 4 * channels + 1; }
constexpr void pack_tiles(std::uint32_t* to, const Constants& k, Tiles t, int channels) {
  for (int c = 0; c < channels; ++c) {
    std::uint32_t* words = to + 4 * c;
    for (int i = 0; i < 4; ++i) words[i] = 0;
    Scale scale;
    if (!gives_constant(k, c, k.weights + c, t.kernel_h * t.kernel_w, channels)) {
      std::int32_t total = 0;
      for (int y = 0; y < t.kernel_h; ++y)
        for (int x = 0; x < t.kernel_w; ++x) {
          const int w = k.weights[(y * t.kernel_w + x) * channels + c];
          total += w;
          words[t.outputs() - 1 + x] |= (static_cast<std::uint32_t>(w) & 255) << (8 * y);
        }
      scale = make_scale(k, c, total);
    }
    scale.put(to + weight_words(channels) + Scale::words * c);
  }
  to[weight_words(channels) - 1] = 0;
}

/// Some channels of a row.
struct TiledRow {
  const std::int8_t* strip;
  const std::uint32_t* weights;
  const std::uint32_t* scales;
  std::int8_t* out;  // of the first channel and column
  std::int32_t channels, eights, out_pitch;
};

/// computes  the outputs of a row, `eights` times eight and `rest`, channel by channel
template <Tiles t, Scaling how>
inline void convolve_tiles_portable(const TiledRow& row, const Limits& limits) {
  for (int c = 0; c < row.channels; ++c)
    for (int x = 0; x < 8 * row.eights + t.rest; ++x) {
      const std::uint32_t *weights = row.weights + 4 * c + t.outputs() - 1, *scale = row.scales + Scale::words * c;
      auto sum = static_cast<std::int32_t>(scale[0]);
      for (int column = 0; column < t.kernel_w; ++column) {
        const std::int8_t* in = row.strip + (x * t.stride + column * t.dilation) * t.column + 4 * c;
        for (int y = 0; y < t.kernel_h; ++y) sum += byte_of(weights + column, y) * in[y];
      }
      row.out[x * row.out_pitch + c] = requantized<how>(sum, scale[1], scale[2], limits);
    }
}

/// Fills `columns` of the strip with `channels` of rows, each of which goes on from column to column as `steps` says.
template <int rows>
inline void interleave_rows_portable(std::int8_t* strip, std::int32_t columns, const std::int8_t* const* from,
                                     const std::int32_t* steps, std::int32_t channels, std::int32_t column) {
  for (int x = 0; x < columns; ++x)
    for (int c = 0; c < channels; ++c)
      for (int y = 0; y < rows; ++y) strip[x * column + 4 * c + y] = from[y][x * steps[y] + c];
}

}  // namespace tinytmpl::kernels::armv81m
