// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/reduce.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;

template <class Word, class Input, bool h, bool w, bool c, bool divides = true>
struct Reduced {
  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor in = random_tensor(random, Input::extent);
    reference::Output out{in.scale * std::exp(random.real(-4, 1)), random.between(-128, 127), ' ',
                          rounding == Rounding::once};
    if (random.one_in(4)) out.scale = in.scale, out.zero_point = in.zero_point;
    const std::vector<Parameters> given = {{.output = quantization(in)}, {.output = quantization(out)}};
    SingleLayer<Word, rounding, Input> layer(given);
    REQUIRE(layer.run({&in}) == reference::mean(in, {h, w, c}, out, divides).data);
  }
};

/// The largest, or the smallest.
template <class Word, class Input, bool h, bool w, bool c, bool largest>
struct Extreme {
  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor in = random_tensor(random, Input::extent);
    const std::vector<Parameters> given = {{.output = quantization(in)}, {}};
    SingleLayer<Word, rounding, Input> layer(given);
    const auto fold = [](reference::i64 a, reference::i64 b) { return largest ? std::max(a, b) : std::min(a, b); };
    const auto finish = [](reference::i64 q) { return static_cast<std::int8_t>(q); };
    REQUIRE(layer.run({&in}) ==
            reference::reduced(in, {h, w, c}, {in.scale, in.zero_point}, largest ? -128 : 127, fold, finish).data);
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

TEST_CASE("sums over any axes") {
  using Image = Shape<6, 5, 4>;
  for_each_case<Reduced<ReduceSum<Axis::height>, Image, true, false, false, false>,
                Reduced<ReduceSum<Axis::width, Axis::channels, KeepDims>, Image, false, true, true, false>,
                Reduced<ReduceSum<Axis::height, Axis::width>, Shape<257, 1, 2>, true, true, false, false>,
                Reduced<ReduceSum<Axis::channels>, Shape<40>, false, false, true, false>>(check);
}

TEST_CASE("largest and smallest over any axes") {
  using Image = Shape<6, 5, 4>;
  for_each_case<Extreme<ReduceMax<Axis::height>, Image, true, false, false, true>,
                Extreme<ReduceMin<Axis::width, KeepDims>, Image, false, true, false, false>,
                Extreme<ReduceMin<Axis::height, Axis::channels>, Image, true, false, true, false>,
                Extreme<ReduceMax<Axis::channels>, Image, false, false, true, true>,
                Extreme<GlobalMaxPool2D, Shape<40, 3, 2>, true, true, false, true>,
                Extreme<ReduceMax<Axis::channels>, Shape<40>, false, false, true, true>>(check);
}
