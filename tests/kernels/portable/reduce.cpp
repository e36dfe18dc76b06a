// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/reduce.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;

template <class Word, class Input, bool h, bool w, bool c>
struct Reduced {
  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor in = random_tensor(random, Input::extent);
    reference::Output out{in.scale * std::exp(random.real(-4, 1)), random.between(-128, 127), ' ',
                          rounding == Rounding::once};
    if (random.one_in(4)) out.scale = in.scale, out.zero_point = in.zero_point;
    const std::vector<Parameters> given = {{.output = quantization(in)}, {.output = quantization(out)}};
    SingleLayer<Word, rounding, Input> layer(given);
    REQUIRE(layer.run({&in}) == reference::mean(in, h, w, c, out).data);
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("means over any axes") {
  using Image = Shape<6, 5, 4>;
  for_each_case<Reduced<Mean<Axis::height>, Image, true, false, false>,
                Reduced<Mean<Axis::width>, Image, false, true, false>,
                Reduced<Mean<Axis::channels>, Image, false, false, true>,
                Reduced<Mean<Axis::height, Axis::width>, Image, true, true, false>,
                Reduced<Mean<Axis::width, Axis::channels, KeepDims>, Image, false, true, true>,
                Reduced<Mean<Axis::channels, Axis::height>, Image, true, false, true>,
                Reduced<Mean<Axis::height, Axis::width, Axis::channels>, Image, true, true, true>>(check);
}

TEST_CASE("global average pools, with sums of 16 and of 32 bits") {
  for_each_case<Reduced<GlobalAveragePool2D, Shape<16, 16, 3>, true, true, false>,
                Reduced<GlobalAveragePool2D, Shape<257, 1, 2>, true, true, false>,
                Reduced<GlobalAveragePool2D, Shape<40, 31, 2>, true, true, false>,
                Reduced<GlobalAveragePool2D, Shape<1, 9, 4>, true, true, false>,
                Reduced<GlobalAveragePool2D, Shape<1, 1, 4>, true, true, false>,
                Reduced<Mean<Axis::width>, Shape<9, 4>, false, true, false>,
                Reduced<Mean<Axis::channels, KeepDims>, Shape<40>, false, false, true>>(check);
}
