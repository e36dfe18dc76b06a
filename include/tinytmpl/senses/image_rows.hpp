// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/senses/pixels.hpp>
#include <tinytmpl/senses/resize.hpp>

namespace tinytmpl::senses {

/// What a camera sends: rows of pixels, from above.
struct Camera {
  PixelFormat format;
  int width, height;
};

/// The part of a camera's picture that is looked at, in its pixels.
struct Crop {
  int x, y, width, height;
};

/// The largest square in the middle.
constexpr Crop middle_square(Camera camera) {
  const int side = core::minimum(camera.width, camera.height);
  return {(camera.width - side) / 2, (camera.height - side) / 2, side, side};
}

/// A camera's rows, cropped and resized to a model's, as they come: what a model of `Schedule::fed` is fed with, so that no picture is
/// ever whole in memory.
///
///     constexpr Camera camera{PixelFormat::rgb565, 160, 120};
///     static ImageRows<camera, middle_square(camera), Model::Input<>::shape> eye;
///     eye.push_row(bytes, [](const std::int8_t* row) { if (model.push_row(row)) ... });
///
/// shapes   one channel: grey; three: red, green, blue
/// units    elements are bytes less 128, as most models for images have them (scale 1/255, zero point -128; or 2/255, -1). RAM: a row of
///          the image; bilinear 4 more bytes an element of it, area 8
/// options  `Resize`: area
/// rejects  a crop that is not within the picture, or has more than 2^24 pixels; other numbers of channels
template <Camera camera, Crop crop, core::Extent image, Resize how = Resize::area>
class ImageRows {
  static_assert(crop.x >= 0 && crop.width >= 1 && crop.x + crop.width <= camera.width,
                "tinytmpl: the crop's columns are some of the camera's");
  static_assert(crop.y >= 0 && crop.height >= 1 && crop.y + crop.height <= camera.height,
                "tinytmpl: the crop's rows are some of the camera's");
  static_assert(crop.width <= (1 << 24) / (crop.height > 0 ? crop.height : 1),
                "tinytmpl: a crop has at most 2^24 pixels; let the camera make a smaller picture");
  static_assert(image.c == 1 || image.c == 3, "tinytmpl: an image has one channel, grey, or three: red, green, blue");

 public:
  /// Of a row that is pushed.
  static constexpr int row_bytes = bytes_of_row(camera.format, camera.width);

  /// Takes the picture's next row; behind the last one the next picture begins. `use` is called with each row of the image that is
  /// complete then: of a smaller image there are rows that complete none, of a larger one they complete several.
  constexpr void push_row(const std::uint8_t* bytes, auto&& use) {
    const int y = row - crop.y;
    row = row + 1 < camera.height ? row + 1 : 0;
    if (y < 0 || y >= crop.height) return;
    const auto sample = [bytes](int x, int channel) { return sample_of(bytes, crop.x + x, channel); };
    resizer.push_row(y, sample, [&](auto&& value) {
      for (int x = 0, i = 0; x < image.w; ++x)
        for (int c = 0; c < image.c; ++c)
          ready[static_cast<std::size_t>(i++)] = static_cast<std::int8_t>(value(x, c) - 128);
      use(ready.data());
    });
  }
  /// The next row is the first of a picture: after rows that got lost.
  constexpr void restart() { row = 0; }

 private:
  Resizer<how, crop.width, crop.height, image> resizer;
  std::array<std::int8_t, static_cast<std::size_t>(image.row())> ready{};
  int row = 0;

  static constexpr int sample_of(const std::uint8_t* bytes, int x, int channel) {
    if constexpr (image.c == 1) return grey_of(camera.format, bytes, x);
    else {
      const Pixel pixel = pixel_of(camera.format, bytes, x);
      return channel == 0 ? pixel.r : channel == 1 ? pixel.g : pixel.b;
    }
  }
};

}  // namespace tinytmpl::senses
