// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tinytmpl/core/math.hpp>

namespace tinytmpl::senses {

/// How a camera's bytes hold a row of pixels.
enum class PixelFormat {
  grey,           // a byte each
  rgb888,         // three bytes
  rgb565,         // two bytes, the higher one first: as OV2640, OV7670 and OV7725 send it
  rgb565_little,  // the lower one first: as it stands in an array of uint16
  yuv422,         // Y U Y V: four bytes for two pixels. Full range, as JPEG has it
};

/// Of 0 to 255.
struct Pixel {
  int r, g, b;
};

constexpr int bytes_of_row(PixelFormat format, int width) {
  switch (format) {
    case PixelFormat::grey: return width;
    case PixelFormat::rgb888: return 3 * width;
    case PixelFormat::rgb565:
    case PixelFormat::rgb565_little: return 2 * width;
    case PixelFormat::yuv422: return 4 * core::divide_up(width, 2);
  }
  return 0;
}

/// Pixel `x` of a row.
///
/// source   RGB565: the upper bits again below the lower ones. YUV: JFIF 1.02, in 256ths
constexpr Pixel pixel_of(PixelFormat format, const std::uint8_t* row, int x) {
  switch (format) {
    case PixelFormat::grey: return {row[x], row[x], row[x]};
    case PixelFormat::rgb888: return {row[3 * x], row[3 * x + 1], row[3 * x + 2]};
    case PixelFormat::rgb565:
    case PixelFormat::rgb565_little: {
      const bool swapped = format == PixelFormat::rgb565_little;
      const int high = row[2 * x + (swapped ? 1 : 0)], low = row[2 * x + (swapped ? 0 : 1)];
      const int r = high >> 3, g = (high & 7) << 3 | low >> 5, b = low & 31;
      return {r << 3 | r >> 2, g << 2 | g >> 4, b << 3 | b >> 2};
    }
    case PixelFormat::yuv422: {
      const std::uint8_t* const pair = row + x / 2 * 4;
      const int y = pair[x % 2 * 2], u = pair[1] - 128, v = pair[3] - 128;
      const auto bounded = [](int value) { return core::bounded(value, 0, 255); };
      return {bounded(y + ((359 * v + 128) >> 8)), bounded(y - ((88 * u + 183 * v + 128) >> 8)),
              bounded(y + ((454 * u + 128) >> 8))};
    }
  }
  return {};
}

/// How bright pixel `x` is; of YUV it is what the camera says.
///
/// source   ITU-R BT.601, in 256ths
constexpr int grey_of(PixelFormat format, const std::uint8_t* row, int x) {
  if (format == PixelFormat::grey) return row[x];
  if (format == PixelFormat::yuv422) return row[2 * x];
  const Pixel pixel = pixel_of(format, row, x);
  return (77 * pixel.r + 150 * pixel.g + 29 * pixel.b + 128) >> 8;
}

}  // namespace tinytmpl::senses
