// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/senses/image_rows.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "mask.hpp"

namespace {

using namespace tinytmpl::senses;
using tinytmpl::core::Extent;

std::vector<std::uint8_t> random_picture(Camera camera) {
  std::mt19937 random(1);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(bytes_of_row(camera.format, camera.width) * camera.height));
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

/// A sample of the whole picture.
struct Direct {
  Camera camera;
  Crop crop;
  Extent image;
  const std::vector<std::uint8_t>& bytes;

  double at(int x, int y, int c) const {
    x = std::clamp(x, 0, crop.width - 1) + crop.x, y = std::clamp(y, 0, crop.height - 1) + crop.y;
    const std::uint8_t* const row = bytes.data() + y * bytes_of_row(camera.format, camera.width);
    const Pixel pixel = pixel_of(camera.format, row, x);
    if (image.c == 1) return grey_of(camera.format, row, x);
    return c == 0 ? pixel.r : c == 1 ? pixel.g : pixel.b;
  }
  double nearest(int x, int y, int c) const {
    return at(static_cast<int>(std::floor((x + 0.5) * crop.width / image.w)),
              static_cast<int>(std::floor((y + 0.5) * crop.height / image.h)), c);
  }
  double bilinear(int x, int y, int c) const {
    const double u = std::clamp((x + 0.5) * crop.width / image.w - 0.5, 0.0, crop.width - 1.0);
    const double v = std::clamp((y + 0.5) * crop.height / image.h - 0.5, 0.0, crop.height - 1.0);
    const int left = static_cast<int>(u), top = static_cast<int>(v);
    const double right = u - left, low = v - top;
    return (1 - low) * ((1 - right) * at(left, top, c) + right * at(left + 1, top, c)) +
           low * ((1 - right) * at(left, top + 1, c) + right * at(left + 1, top + 1, c));
  }
  /// Each pixel weighted by how much of it is covered.
  double area(int x, int y, int c) const {
    const auto overlap = [](int i, int in, int j, int out) {
      const double begin = std::max(double(i), double(j) * in / out), end = std::min(i + 1.0, (j + 1.0) * in / out);
      return std::max(0.0, end - begin) * out / in;
    };
    double sum = 0;
    for (int row = 0; row < crop.height; ++row)
      for (int column = 0; column < crop.width; ++column)
        sum += overlap(column, crop.width, x, image.w) * overlap(row, crop.height, y, image.h) * at(column, row, c);
    return sum;
  }
  double value(Resize how, int x, int y, int c) const {
    switch (how) {
      case Resize::nearest: return nearest(x, y, c);
      case Resize::bilinear: return bilinear(x, y, c);
      case Resize::area: return area(x, y, c);
    }
    return 0;
  }
};

/// Two pictures behind each other, of which the first one is given up.
template <Camera camera, Crop crop, Extent image, Resize how>
void check(double tolerance) {
  static ImageRows<camera, crop, image, how> eye;
  const auto bytes = random_picture(camera);
  const Direct direct{camera, crop, image, bytes};
  const auto row_of = [&](int y) { return bytes.data() + y * eye.row_bytes; };
  for (int y = 0; y < camera.height / 2; ++y) eye.push_row(row_of(y), [](const std::int8_t*) {});
  eye.restart();
  for (int picture = 0; picture < 2; ++picture) {
    int rows = 0;
    double worst = 0;
    for (int y = 0; y < camera.height; ++y)
      eye.push_row(row_of(y), [&](const std::int8_t* row) {
        for (int x = 0; x < image.w; ++x)
          for (int c = 0; c < image.c; ++c)
            worst = std::max(worst, std::abs(direct.value(how, x, rows, c) - 128 - row[x * image.c + c]));
        ++rows;
      });
    CHECK(rows == image.h);
    CHECK(worst <= tolerance);
  }
}

template <Camera camera, Crop crop, Extent image>
void check_all() {
  check<camera, crop, image, Resize::nearest>(0);
  check<camera, crop, image, Resize::bilinear>(1.6);  // places and weights are 256ths
  check<camera, crop, image, Resize::area>(0.5001);
}

constexpr Camera small_grey{PixelFormat::grey, 33, 21}, rgb888{PixelFormat::rgb888, 16, 12};
constexpr Camera rgb565{PixelFormat::rgb565, 40, 30}, yuv{PixelFormat::yuv422, 40, 30};

}  // namespace

TEST_CASE("resized rows are those of a direct computation") {
  check_all<small_grey, Crop{0, 0, 33, 21}, Extent{10, 10, 1}>();
  check_all<small_grey, Crop{5, 3, 7, 6}, Extent{13, 17, 1}>();   // larger
  check_all<small_grey, Crop{1, 2, 20, 5}, Extent{9, 10, 1}>();   // one axis larger, one smaller
  check_all<small_grey, Crop{32, 20, 1, 1}, Extent{2, 3, 1}>();   // of one pixel
  check_all<rgb888, Crop{2, 1, 14, 10}, Extent{10, 14, 3}>();     // as it is
  check_all<rgb565, middle_square(rgb565), Extent{12, 12, 3}>();  // colours
  check_all<yuv, Crop{3, 0, 36, 30}, Extent{8, 8, 3}>();          // beginning within a pair
  check_all<yuv, middle_square(yuv), Extent{15, 15, 1}>();        // a half
}

TEST_CASE("pixels are those of their formats") {
  constexpr std::uint8_t red[] = {0xF8, 0x00}, green_little[] = {0xE0, 0x07}, blue[] = {0x00, 0x1F};
  STATIC_REQUIRE(pixel_of(PixelFormat::rgb565, red, 0).r == 255);
  STATIC_REQUIRE(pixel_of(PixelFormat::rgb565_little, green_little, 0).g == 255);
  STATIC_REQUIRE(pixel_of(PixelFormat::rgb565, blue, 0).b == 255);
  STATIC_REQUIRE(grey_of(PixelFormat::rgb565, green_little, 0) < 150);
  constexpr std::uint8_t pair[] = {76, 85, 200, 255};  // JPEG's red, and something brighter of its colour
  STATIC_REQUIRE(grey_of(PixelFormat::yuv422, pair, 0) == 76 && grey_of(PixelFormat::yuv422, pair, 1) == 200);
  constexpr Pixel pixel = pixel_of(PixelFormat::yuv422, pair, 0);
  STATIC_REQUIRE(pixel.r >= 253 && pixel.g <= 1 && pixel.b <= 1);
  // All colours go to YUV and back: 1 is lost by rounding Y, U and V.
  for (int code = 0; code < 4096; ++code) {
    const int r = code / 256 * 17, g = code / 16 % 16 * 17, b = code % 16 * 17;
    const double y = 0.299 * r + 0.587 * g + 0.114 * b;
    const auto byte = [](double x) { return static_cast<std::uint8_t>(std::clamp(std::lround(x), 0L, 255L)); };
    const std::uint8_t row[] = {byte(y), byte(128 + (b - y) / 1.772), 0, byte(128 + (r - y) / 1.402)};
    const Pixel back = pixel_of(PixelFormat::yuv422, row, 0);
    CHECK(std::max({std::abs(back.r - r), std::abs(back.g - g), std::abs(back.b - b)}) <= 2);
  }
  STATIC_REQUIRE(bytes_of_row(PixelFormat::yuv422, 5) == 12 && bytes_of_row(PixelFormat::rgb888, 5) == 15);
}

TEST_CASE("a camera's rows go straight into a model that is fed") {
  constexpr Camera camera{PixelFormat::rgb565, 160, 120};
  static ImageRows<camera, middle_square(camera), mask::Model::Input<>::shape> eye;
  static mask::ModelWith<tinytmpl::Schedule::fed> fed;
  static mask::Model whole;
  const auto bytes = random_picture(camera);
  int row_of_image = 0, answers = 0;
  for (int y = 0; y < camera.height; ++y)
    eye.push_row(bytes.data() + y * eye.row_bytes, [&](const std::int8_t* row) {
      std::copy_n(row, 10, whole.input().begin() + 10 * row_of_image++);
      if (fed.push_row(row)) ++answers;
    });
  CHECK(answers == 1);
  CHECK(whole.run()[0] == fed.output()[0]);
}
