// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/conv2d_transpose.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

// Outputs as in Keras.
constexpr core::Extent image{3, 4, 2, 3};
static_assert(Conv2DTranspose<5, 3, Stride<2>, Same>::describe(image).out.extent == core::Extent{6, 8, 5, 3});
static_assert(Conv2DTranspose<5, 3, Stride<2>>::describe(image).out.extent == core::Extent{7, 9, 5, 3});
static_assert(Conv2DTranspose<5, 2, Stride<3>>::describe(image).out.extent == core::Extent{9, 12, 5, 3});
static_assert(Conv2DTranspose<5, 3, Stride<2>, OutputSize<5, 0>>::describe(image).out.extent ==
              core::Extent{5, 9, 5, 3});

// Of a kernel of 4 rows and a stride of 2, two input rows meet each output row.
constexpr core::Node node = Conv2DTranspose<5, 4, Stride<2>, Same>::describe(image);
static_assert(node.in().rows == core::Sliding{.size = 2, .before = 1, .per = 2} && node.cols == node.in().rows);
static_assert(node.demands.weights == 5 * 4 * 4 * 2 && node.demands.biases == 5 && node.macs == 12 * 160);
static_assert(Conv2DTranspose<5, 4>::describe({1, 1, 8, 1}).fault.rule == core::Rule::image);
static_assert(Conv2DTranspose<5, 4, OutputSize<-1, 4>>::describe(image).fault.rule == core::Rule::transposed_extent);

/// The same from the inputs' side: each adds a window.
template <class Word>
void compare_with_scattering() {
  static constexpr Parameters given[] = {{.output = {0.5f, 3}},
                                         {.weights = weights<Word::describe(image).demands.weights>,
                                          .biases = biases<3>,
                                          .scales = weight_scale,
                                          .output = {0.25f, -5}}};
  using Net = Model<Word, Shape<3, 4, 2>, given, Schedule::layerwise>;
  constexpr core::Node described = Word::describe(image);
  constexpr int h = described.out.extent.h, w = described.out.extent.w, kh = layers::kernel_rows(described),
                kw = layers::kernel_columns(described), stride_h = described.in().rows.per,
                stride_w = described.cols.per;
  constexpr int up = kh - stride_h - described.in().rows.before, left = kw - stride_w - described.cols.before;
  Random random(1);
  std::array<std::int8_t, 24> in{};
  for (std::int8_t& element : in) element = random.int8();
  std::array<std::int32_t, std::size_t{h} * w * 3> sums{};
  for (int y = 0; y < 3; ++y)
    for (int x = 0; x < 4; ++x)
      for (int i = 0; i < kh; ++i)
        for (int j = 0; j < kw; ++j)
          for (int f = 0; f < 3; ++f)
            for (int c = 0; c < 2; ++c) {
              const int oy = y * stride_h + i - up, ox = x * stride_w + j - left;
              if (oy < 0 || oy >= h || ox < 0 || ox >= w) continue;
              sums[static_cast<std::size_t>((oy * w + ox) * 3 + f)] +=
                  weights<Word::describe(image).demands.weights>[static_cast<std::size_t>(((f * kh + i) * kw + j) * 2 +
                                                                                          c)] *
                  (in[static_cast<std::size_t>((y * 4 + x) * 2 + c)] - 3);
            }
  const core::Multiplier m = core::make_multiplier(0.5 * double{weight_scale[0]} / 0.25);
  const auto outputs = Net::eval(in);
  for (int i = 0; i < h * w * 3; ++i) {
    CAPTURE(i);
    const std::int32_t sum = sums[static_cast<std::size_t>(i)] + biases<3>[static_cast<std::size_t>(i % 3)];
    REQUIRE(outputs[i] == core::bounded(core::multiply(sum, m) - 5, -128, 127));
  }
}

constexpr Parameters parameters[] = {
    {.output = {0.02f, 4}},
    {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale},
    {.output = {0.05f, -128}},
    {.weights = weights<3 * 4 * 3 * 3>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 3}},
    {.weights = weights<27>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 3}},
    {}};
template <class... Options>
using Net =
    Seq<Conv2D<3, 3, Same>, ReLU, Conv2DTranspose<3, Kernel{4, 3}, Options...>, DepthwiseConv2D<3, Same>, MaxPool2D<2>>;

}  // namespace

TEST_CASE("windows that are added are the windows that are gathered") {
  compare_with_scattering<Conv2DTranspose<3, 3>>();
  compare_with_scattering<Conv2DTranspose<3, 3, Stride<2>, Same>>();
  compare_with_scattering<Conv2DTranspose<3, Kernel{4, 2}, Stride<2, 3>>>();
  compare_with_scattering<Conv2DTranspose<3, Kernel{1, 5}, Stride<3, 2>, Same>>();
  compare_with_scattering<Conv2DTranspose<3, 5, Stride<2>, Same, OutputSize<5, 7>>>();
}

TEST_CASE("transposed convolutions between other layers, in all schedules") {
  compare_schedules<Net<Stride<2>, Same>, Shape<5, 4, 2>, parameters>();
  compare_schedules<Net<Stride<3, 1>>, Shape<5, 4, 2>, parameters>();
  compare_schedules<Net<Stride<2>, Same, OutputSize<9, 7>>, Shape<5, 4, 2>, parameters>();
}
