// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/math.hpp>

/// Images made smaller or larger, row by row: of the image that comes in no more is kept than the next row of the other needs. All of them
/// take rows in order, each as a function of its samples, `sample(x, channel)` from 0 to 255, and call `put(row)` with each row that is
/// complete then, as a function of the same kind.
namespace tinytmpl::senses {

/// nearest    the pixel in whose middle, or next to it, the middle of the new one lies
/// bilinear   between the four middles around it, in 256ths; what lies between is overlooked, so it is for enlarging, and reducing to a half
/// area       the mean of what the new pixel covers, exactly; for reducing
///
/// source     TFLite's RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR with half_pixel_centers; OpenCV's INTER_AREA
enum class Resize { nearest, bilinear, area };

/// Between which pixels of an axis a new one lies: `first` and the next one, which counts `weight` of 256.
struct BetweenPixels {
  std::uint16_t first = 0;
  std::uint8_t weight = 0;
};

/// For each of `out` pixels of an axis of `in`.
template <int in, int out>
constexpr auto between_pixels() {
  std::array<BetweenPixels, static_cast<std::size_t>(out)> table{};
  for (std::int64_t i = 0; auto& entry : table) {
    const std::int64_t place = (2 * i++ + 1) * in * 128 / out - 128;  // in 256ths, from the first pixel's middle
    const std::int64_t inside = core::bounded(place, 0, (in - 1) * 256);
    entry = {static_cast<std::uint16_t>(inside >> 8), static_cast<std::uint8_t>(inside & 255)};
  }
  return table;
}

/// For each of `out` pixels of an axis of `in`.
template <int in, int out>
constexpr auto nearest_pixels() {
  std::array<std::uint16_t, static_cast<std::size_t>(out)> table{};
  for (std::int64_t i = 0; auto& entry : table) entry = static_cast<std::uint16_t>((2 * i++ + 1) * in / (2 * out));
  return table;
}

/// Where a row has channel `c` of pixel `x`.
template <core::Extent image>
constexpr std::size_t place_in_row(int x, int c) {
  const int place = x * image.c + c;
  return static_cast<std::size_t>(place);
}

/// From `in_height` rows of `in_width` pixels to an image.
template <Resize how, int in_width, int in_height, core::Extent image>
class Resizer;

template <int in_width, int in_height, core::Extent image>
class Resizer<Resize::nearest, in_width, in_height, image> {
 public:
  constexpr void push_row(int y, auto&& sample, auto&& put) {
    if (y == 0) next = 0;
    for (; next < image.h && rows[static_cast<std::size_t>(next)] == y; ++next)
      put([&](int x, int c) { return sample(columns[static_cast<std::size_t>(x)], c); });
  }

 private:
  static constexpr auto rows = nearest_pixels<in_height, image.h>();
  static constexpr auto columns = nearest_pixels<in_width, image.w>();

  int next = 0;
};

template <int in_width, int in_height, core::Extent image>
class Resizer<Resize::bilinear, in_width, in_height, image> {
 public:
  constexpr void push_row(int y, auto&& sample, auto&& put) {
    if (y == 0) next = 0;
    auto &line = lines[y & 1], &above = lines[~y & 1];
    for (int i = 0; const BetweenPixels column : columns) {
      const int second = core::minimum(column.first + 1, in_width - 1);
      for (int c = 0; c < image.c; ++c)
        line[static_cast<std::size_t>(i++)] = static_cast<std::uint16_t>(
            sample(column.first, c) * (256 - column.weight) + sample(second, c) * column.weight);
    }
    for (; next < image.h; ++next) {
      const auto [first, weight] = rows[static_cast<std::size_t>(next)];
      if (first + (weight > 0 ? 1 : 0) > y) break;
      const auto& upper = first == y ? line : above;
      put([&, below = std::int32_t{weight}](int x, int c) {
        const std::size_t at = place_in_row<image>(x, c);
        return (upper[at] * (256 - below) + line[at] * below + 32768) >> 16;
      });
    }
  }

 private:
  static constexpr auto rows = between_pixels<in_height, image.h>();
  static constexpr auto columns = between_pixels<in_width, image.w>();

  std::array<std::uint16_t, static_cast<std::size_t>(image.row())> lines[2]{};
  int next = 0;
};

template <int in_width, int in_height, core::Extent image>
class Resizer<Resize::area, in_width, in_height, image> {
 public:
  // Along both axes a pixel that comes in is as long as the image has pixels, and one of the image as long as there come in.
  constexpr void push_row(int y, auto&& sample, auto&& put) {
    if (y == 0) next = 0, sums = {};
    sum_columns(sample);
    for (int begin = y * image.h; begin < (y + 1) * image.h;) {
      const int end_of_row = (next + 1) * in_height, end = core::minimum(end_of_row, (y + 1) * image.h);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += static_cast<std::uint32_t>(end - begin) * line[i];
      begin = end;
      if (end < end_of_row) break;
      put([&](int x, int c) {
        constexpr auto all = static_cast<std::uint32_t>(in_width) * static_cast<std::uint32_t>(in_height);
        return static_cast<int>((sums[place_in_row<image>(x, c)] + all / 2) / all);
      });
      ++next, sums = {};
    }
  }

 private:
  std::array<std::uint32_t, static_cast<std::size_t>(image.row())> sums{}, line{};
  int next = 0;

  constexpr void sum_columns(auto&& sample) {
    line = {};
    for (int x = 0, i = 0; x < in_width; ++x)
      for (int begin = x * image.w; begin < (x + 1) * image.w;) {
        const int end_of_pixel = (i + 1) * in_width, end = core::minimum(end_of_pixel, (x + 1) * image.w);
        for (int c = 0; c < image.c; ++c)
          line[place_in_row<image>(i, c)] += static_cast<std::uint32_t>((end - begin) * sample(x, c));
        begin = end;
        if (end == end_of_pixel) ++i;
      }
  }
};

}  // namespace tinytmpl::senses
