// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/conv2d.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

/// A convolution of an image of h x w x c.
template <int h, int w, int c, int filters, class Slide, int groups = 1, bool has_bias = true>
struct Conv {
  using Bias = std::conditional_t<has_bias, typename Slide::Step, NoBias>;
  using Word = Conv2D<filters, Slide::kernel, typename Slide::Step, Groups<groups>, typename Slide::Padding,
                      typename Slide::Spread, Bias>;
  using Input = Shape<h, w, c>;
  static constexpr int terms = Slide::kernel.h * Slide::kernel.w * c / groups;

  static reference::Tensor expected(const reference::Tensor& in, const reference::Weights& k,
                                    const reference::Output& out) {
    return reference::conv2d(in, k, filters, Slide::window, groups, out);
  }
  static reference::Weights weights(Random& random) {
    return random_weights(random, filters * terms, filters, has_bias);
  }
};

/// A dense layer on an image, read whole; and one on the last axis, which is a 1 x 1 convolution.
template <int h, int w, int c, int units, bool has_bias = true>
struct Whole {
  using Word = std::conditional_t<has_bias, Dense<units>, Dense<units, NoBias>>;
  using Input = Shape<h, w, c>;
  static constexpr int terms = h * w * c;

  static reference::Tensor expected(const reference::Tensor& in, const reference::Weights& k,
                                    const reference::Output& out) {
    return reference::dense(in, k, units, out);
  }
  static reference::Weights weights(Random& random) { return random_weights(random, units * terms, units, has_bias); }
};
template <int h, int w, int c, int units>
struct Last : Conv<h, w, c, units, Inside<1, 1>> {
  using Word = Dense<units, LastAxis>;
};

template <class Case, Rounding rounding>
void check(Random& random) {
  const reference::Tensor in = random_tensor(random, Case::Input::extent);
  const reference::Weights k = Case::weights(random);
  reference::Output out =
      random_output(random, static_cast<double>(in.scale * k.scales[0]), Case::terms, rounding == Rounding::once);
  const Activation activation = random_activation(random, out);
  const std::vector<Parameters> given = {{.output = quantization(in)}, parameters(k, quantization(out))};
  SingleLayer<typename Case::Word, rounding, typename Case::Input> layer(given, activation);
  REQUIRE(layer.run({&in}) == Case::expected(in, k, out).data);
}

constexpr auto check_case = []<class Case, Rounding rounding>(Random& random) { check<Case, rounding>(random); };

}  // namespace

TEST_CASE("windows of all kinds") {
  for_each_case<Conv<6, 7, 3, 4, Inside<3, 3>>, Conv<6, 7, 3, 4, Around<3, 3>>,
                Conv<7, 6, 2, 3, Around<3, 3, 2, 2>>,         // an odd remainder in one axis,
                Conv<8, 9, 2, 3, Around<2, 4, 2, 3>>,         // in both
                Conv<9, 8, 1, 5, Inside<4, 2, 3, 1>>,         //
                Conv<11, 9, 2, 2, Inside<3, 3, 1, 1, 2, 3>>,  //
                Conv<7, 8, 2, 2, Around<3, 2, 1, 1, 3, 2>>,   // reaches beyond the image on both sides
                Conv<3, 3, 2, 4, Around<5, 5>>,               // is larger than the image,
                Conv<2, 2, 3, 4, Around<3, 3, 2, 2, 3, 3>>,   // of which one tap is inside
                Conv<5, 5, 4, 3, Inside<1, 1, 3, 2>>>(check_case);
}

TEST_CASE("rows and columns of one") {
  for_each_case<Conv<1, 9, 3, 4, Inside<1, 3>>, Conv<9, 1, 3, 4, Around<3, 1, 2, 1>>, Conv<1, 1, 9, 7, Inside<1, 1>>,
                Conv<1, 12, 1, 3, Around<1, 4, 1, 2>>>(check_case);
}

TEST_CASE("groups, no bias") {
  for_each_case<Conv<5, 4, 6, 4, Around<3, 3>, 2>, Conv<5, 4, 6, 6, Inside<2, 2>, 3, false>,
                Conv<4, 4, 4, 8, Around<3, 3, 2, 2>, 4>, Conv<4, 4, 5, 3, Inside<3, 3>, 1, false>>(check_case);
}

TEST_CASE("dense layers") {
  for_each_case<Whole<3, 4, 5, 6>, Whole<1, 1, 20, 3>, Whole<1, 7, 3, 2, false>, Last<3, 4, 5, 6>, Last<1, 6, 4, 3>>(
      check_case);
}
