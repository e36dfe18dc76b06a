// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/resize.hpp>

#include <algorithm>
#include <cmath>

#include <support/schedules.hpp>

namespace {

using namespace support;
using layers::Sampling;

constexpr core::Node doubled = ResizeNearest<8, 10>::describe({4, 5, 6, 3});
static_assert(doubled.out.extent == core::Extent{8, 10, 6, 3} && doubled.traits.keeps_quantization);
static_assert(doubled.in().rows == core::Sliding{.stride = 1, .per = 2} && doubled.cols == doubled.in().rows);
static_assert(ResizeNearest<8, 8>::describe({1, 1, 6, 1}).fault.rule == core::Rule::image);
static_assert(ResizeNearest<0, 8>::describe({4, 4, 6, 3}).fault.rule == core::Rule::resized);

/// Networks that enlarge, shrink, and do both between other layers.
template <int h, int w, class... Options>
using Net = Seq<Conv2D<3, 3, Same>, ReLU, ResizeNearest<h, w, Options...>, DepthwiseConv2D<3, Same>,
                ResizeNearest<5, 5, Options...>, MaxPool2D<2>>;
constexpr Parameters given[] = {
    {.output = {0.02f, 4}},
    {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale},
    {.output = {0.05f, -128}},
    {},
    {.weights = weights<27>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 3}},
    {},
    {}};

constexpr core::Node between = ResizeBilinear<8, 10>::describe({4, 5, 6, 3});
static_assert(between.out.extent == core::Extent{8, 10, 6, 3} && between.traits.keeps_quantization);
static_assert(between.in().rows == core::Sliding{.size = 2, .stride = 512, .per = 1024});
static_assert(ResizeBilinear<100, 1>::describe({1, 1, 6, 3}).fault.rule == core::Rule::none);
static_assert(ResizeBilinear<1500, 1>::describe({1, 1, 6, 3}).fault.rule == core::Rule::resized_beyond);

template <int h, int w, class... Options>
using Smooth = Seq<Conv2D<3, 3, Same>, ReLU, ResizeBilinear<h, w, Options...>, DepthwiseConv2D<3, Same>,
                   ResizeBilinear<5, 5, Options...>, MaxPool2D<2>>;

// 10 and 50, and what lies between.
constexpr Parameters plain[] = {{.output = {0.5f, 3}}, {}};
template <class... Options>
constexpr auto five =
    Model<ResizeBilinear<1, 5, Options...>, Shape<1, 2, 1>, plain>::eval(std::array<std::int8_t, 2>{10, 50});
constexpr auto is = [](const auto& out, std::array<int, 5> wanted) {
  for (int i = 0; i < 5; ++i)
    if (out[i] != wanted[static_cast<std::size_t>(i)]) return false;
  return true;
};
static_assert(is(five<>, {10, 26, 42, 50, 50}));
static_assert(is(five<AlignCorners>, {10, 20, 30, 40, 50}));
static_assert(is(five<HalfPixelCenters>, {10, 14, 30, 46, 50}));

// The same of float32, where places are not rounded to 2^-10.
constexpr Parameters real[] = {{.element = Element::float32}, {}};
template <class... Options>
constexpr auto real_five =
    Model<ResizeBilinear<1, 5, Options...>, Shape<1, 2, 1>, real>::eval(std::array{10.0f, 50.0f});
constexpr auto is_near = [](const auto& out, std::array<float, 5> wanted) {
  for (int i = 0; i < 5; ++i)
    if (const float far = out[i] - wanted[static_cast<std::size_t>(i)]; far > 1e-5f || far < -1e-5f) return false;
  return true;
};
static_assert(is_near(real_five<>, {10, 26, 42, 50, 50}));
static_assert(is_near(real_five<AlignCorners>, {10, 20, 30, 40, 50}));
static_assert(is_near(real_five<HalfPixelCenters>, {10, 14, 30, 46, 50}));

constexpr Parameters reals[] = {{.element = Element::float32}, {}, {}, {}};

}  // namespace

TEST_CASE("the nearest pixel is TFLite's, wherever that needs no rounded numbers") {
  for (int in = 1; in <= 12; ++in)
    for (int out = 1; out <= 24; ++out)
      for (const Sampling sampling : {Sampling::edges, Sampling::centers, Sampling::corners}) {
        const bool corners = sampling == Sampling::corners && out > 1;
        const double place_of_one = corners ? (in - 1.0) / (out - 1) : double(in) / out;
        const core::Sliding s = layers::nearest(sampling, in, out);
        CAPTURE(in, out, s.stride, s.before, s.per);
        for (int i = 0; i < out; ++i) {
          const double place = (i + (sampling == Sampling::centers ? 0.5 : 0)) * place_of_one;
          const double pixel = sampling == Sampling::corners ? std::round(place + 1e-9) : std::floor(place + 1e-9);
          REQUIRE(s.start(i) == static_cast<int>(pixel));
          REQUIRE((s.start(i) >= 0 && s.start(i) < in));
        }
      }
}

TEST_CASE("resized images between other layers, in all schedules") {
  compare_schedules<Net<10, 10>, Shape<5, 5, 2>, given>();
  compare_schedules<Net<15, 4, HalfPixelCenters>, Shape<5, 2, 2>, given>();
  compare_schedules<Net<7, 8, AlignCorners>, Shape<5, 4, 2>, given>();
  compare_schedules<Net<3, 9>, Shape<8, 3, 2>, given>();
}

TEST_CASE("images between whose pixels others lie, in all schedules") {
  compare_schedules<Smooth<10, 10>, Shape<5, 5, 2>, given>();
  compare_schedules<Smooth<13, 4, HalfPixelCenters>, Shape<5, 2, 2>, given>();
  compare_schedules<Smooth<7, 8, AlignCorners>, Shape<5, 4, 2>, given>();
  compare_schedules<Smooth<3, 9>, Shape<8, 3, 2>, given, Rounding::once>();
}

TEST_CASE("images of float32 between whose pixels others lie, in rows and in layers") {
  using Net = Seq<ResizeBilinear<13, 4, HalfPixelCenters>, MaxPool2D<2>, ResizeBilinear<7, 8, AlignCorners>>;
  Model<Net, Shape<5, 2, 2>, reals, Schedule::layerwise> layers;
  Model<Net, Shape<5, 2, 2>, reals> rows;
  for (int i = 0; i < 20; ++i) layers.input()[i] = rows.input()[i] = static_cast<float>(i * i % 7) / 3;
  layers.run(), rows.run();
  for (int i = 0; i < 7 * 8 * 2; ++i) REQUIRE(layers.output()[i] == rows.output()[i]);
}

TEST_CASE("rows of float32 are among those that are kept for them") {
  int passed_over = 0;
  for (int in = 1; in <= 60; ++in)
    for (int out = 1; out <= 120; ++out)
      for (const Sampling sampling : {Sampling::edges, Sampling::centers, Sampling::corners}) {
        const core::Sliding s = layers::real_between(sampling, in, out);
        passed_over += s.size == 3;
        CAPTURE(in, out, s.stride, s.before, s.per);
        for (int i = 0; i < out; ++i) {
          const layers::RealPlace place{sampling, layers::real_scale(sampling, in, out), i};
          const int upper = std::min(place.upper, in - 1);
          REQUIRE((place.lower >= s.start(i) && place.lower < in && upper < s.start(i) + s.size));
        }
      }
  CHECK(passed_over > 0);
}
