// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/depthwise_conv2d.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

template <int h, int w, int c, class Slide, int multiplier = 1, bool has_bias = true>
struct Depthwise {
  using Bias = std::conditional_t<has_bias, typename Slide::Step, NoBias>;
  using Word = DepthwiseConv2D<Slide::kernel, typename Slide::Step, typename Slide::Spread, typename Slide::Padding,
                               DepthMultiplier<multiplier>, Bias>;
  using Input = Shape<h, w, c>;
  static constexpr int taps = Slide::kernel.h * Slide::kernel.w;

  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor in = random_tensor(random, Input::extent);
    const reference::Weights k = random_weights(random, taps * c * multiplier, c * multiplier, has_bias);
    const double product_scale = static_cast<double>(in.scale * k.scales[0]);
    reference::Output out = random_output(random, product_scale, taps, rounding == Rounding::once);
    const Activation activation = random_activation(random, out);
    const std::vector<Parameters> given = {{.output = quantization(in)}, parameters(k, quantization(out))};
    SingleLayer<Word, rounding, Input> layer(given, activation);
    REQUIRE(layer.run({&in}) == reference::depthwise(in, k, multiplier, Slide::window, out).data);
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("windows of all kinds") {
  for_each_case<Depthwise<6, 7, 3, Inside<3, 3>>, Depthwise<6, 7, 3, Around<3, 3>>,
                Depthwise<7, 6, 4, Around<3, 3, 2, 2>>, Depthwise<8, 9, 2, Around<2, 4, 2, 3>>,
                Depthwise<9, 8, 1, Inside<4, 2, 3, 1>>, Depthwise<11, 9, 2, Inside<3, 3, 1, 1, 2, 3>>,
                Depthwise<7, 8, 2, Around<3, 2, 1, 1, 3, 2>>, Depthwise<3, 3, 2, Around<5, 5>>,
                Depthwise<2, 2, 3, Around<3, 3, 2, 2, 3, 3>>, Depthwise<5, 5, 4, Inside<1, 1, 3, 2>>>(check);
}

TEST_CASE("rows and columns of one, multipliers, no bias") {
  for_each_case<Depthwise<1, 9, 3, Inside<1, 3>>, Depthwise<9, 1, 3, Around<3, 1, 2, 1>>,
                Depthwise<1, 1, 9, Inside<1, 1>>, Depthwise<5, 4, 3, Around<3, 3>, 2>,
                Depthwise<4, 4, 1, Around<3, 3, 2, 2>, 8>, Depthwise<5, 4, 3, Inside<2, 2>, 1, false>,
                Depthwise<5, 4, 2, Inside<2, 2>, 3, false>>(check);
}
