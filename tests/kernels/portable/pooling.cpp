// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/pooling.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

static_assert(kernels::portable::rounded_mean(3, 2) == 2 && kernels::portable::rounded_mean(-3, 2) == -2,
              "ties go away from zero");
static_assert(kernels::portable::rounded_mean(4, 3) == 1 && kernels::portable::rounded_mean(-5, 3) == -2 &&
              kernels::portable::rounded_mean(7, 0) == 0);

template <bool average, int h, int w, int c, class Slide>
struct Pool {
  using Word = std::conditional_t<average, AveragePool2D<Slide::kernel, typename Slide::Step, typename Slide::Padding>,
                                  MaxPool2D<Slide::kernel, typename Slide::Step, typename Slide::Padding>>;
  using Input = Shape<h, w, c>;

  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor in = random_tensor(random, Input::extent);
    reference::Output out{in.scale, in.zero_point};
    const Activation activation = random_activation(random, out);
    const std::vector<Parameters> given = {{.output = quantization(in)}, {}};
    SingleLayer<Word, rounding, Input> layer(given, activation);
    REQUIRE(layer.run({&in}) == reference::pool(average, in, Slide::window, out).data);
  }
};
template <int h, int w, int c, class Slide>
using Average = Pool<true, h, w, c, Slide>;
template <int h, int w, int c, class Slide>
using Most = Pool<false, h, w, c, Slide>;

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("average pools count only what is inside") {
  for_each_case<Average<6, 6, 3, Inside<2, 2, 2, 2>>, Average<7, 5, 3, Inside<2, 2, 2, 2>>,
                Average<7, 5, 2, Around<3, 3, 2, 2>>, Average<4, 6, 2, Around<3, 5, 1, 1>>,
                Average<5, 9, 1, Inside<3, 2, 1, 3>>, Average<2, 3, 2, Around<4, 5>>,
                Average<5, 9, 4, Inside<1, 1, 2, 3>>, Average<9, 1, 4, Inside<4, 1, 2, 1>>>(check);
}

TEST_CASE("an average over the whole image is taken from sums") {
  for_each_case<Average<6, 6, 3, Inside<6, 6>>, Average<17, 16, 2, Inside<17, 16>>, Average<1, 8, 3, Inside<1, 8>>,
                Average<8, 1, 3, Inside<8, 1>>, Average<25, 5, 8, Inside<25, 5, 25, 5>>>(check);
}

TEST_CASE("the largest") {
  for_each_case<Most<6, 6, 3, Inside<2, 2, 2, 2>>, Most<7, 5, 3, Inside<3, 3, 2, 2>>, Most<7, 5, 2, Around<3, 3, 2, 2>>,
                Most<4, 6, 2, Around<3, 5, 1, 1>>, Most<2, 3, 2, Around<4, 5>>, Most<6, 4, 3, Inside<6, 4>>>(check);
}
