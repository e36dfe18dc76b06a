// SPDX-License-Identifier: BSL-1.0
// Whole models with the kernels of armv7em, in all schedules, against the portable ones in the compiler.
#define TINYTMPL_TARGET armv7em
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr Quantization image{0.02f, 3}, features{0.05f, -128}, more{0.083f, 20};
template <int count, int channels>
constexpr Parameters layer(Quantization output = {}) {
  return {
      .weights = noise<std::int8_t, count, 254>, .biases = biases<channels>, .scales = weight_scale, .output = output};
}

struct Net : Seq<Conv2D<8, 3, Same>, ReLU, DepthwiseConv2D<3, Same>, ReLU, Conv2D<6, 1>, Residual<Conv2D<6, 3, Same>>,
                 MaxPool2D<2>, DepthwiseConv2D<3, Stride<2>, Same>, GlobalAveragePool2D, Dense<5>, Softmax> {};
constexpr Parameters parameters[] = {{.output = image},
                                     layer<216, 8>(),
                                     {.output = features},
                                     layer<72, 8>(),
                                     {.output = features},
                                     layer<48, 6>(more),
                                     layer<324, 6>(image),
                                     {.output = more},
                                     {},
                                     layer<54, 6>(more),
                                     {.output = more},
                                     layer<30, 5>(more),
                                     {.output = {1.0f / 256, -128}}};
template <auto... policies>
using M = Model<Net, Shape<13, 11, 3>, parameters, policies...>;

constexpr int fast_layers() {
  int count = 0;
  for (const LayerReport& layer : M<>::layers) count += same_text(layer.target, "armv7em");
  return count;
}
static_assert(fast_layers() == 8, "all but the mean and the softmax");
static_assert(M<Rounding::once>::layers[1].target[0] == 'p', "one rounding is left to the portable kernels");

}  // namespace

TEST_CASE("all schedules agree") { compare_schedules<Net, Shape<13, 11, 3>, parameters>(); }

TEST_CASE("the results are the portable ones") {
  static constexpr auto& sample = noise<std::int8_t, 13 * 11 * 3>;
  static constexpr auto wanted = M<>::eval(sample);
  const auto compare = [&]<class Model>() {
    static Model model;
    const auto out = infer(model, {sample.begin(), sample.end()});
    CHECK(std::equal(out.begin(), out.end(), wanted.begin(), wanted.end()));
  };
  compare.operator()<M<>>();
  compare.operator()<M<Schedule::layerwise>>();
  compare.operator()<M<Schedule::fed>>();
  compare.operator()<M<Optimize::size>>();
}

TEST_CASE("windows that are too high for a table of rows") {
  struct High : Seq<Conv2D<6, Kernel{20, 2}, Same>, ReLU, DepthwiseConv2D<Kernel{17, 3}, Stride<2, 1>, Same>,
                    MaxPool2D<Kernel{18, 2}, Stride<1>>, Conv2D<4, Kernel{3, 1}>, Flatten, Dense<3>> {};
  static constexpr Parameters high[] = {
      {.output = image},     layer<480, 6>(), {.output = features}, layer<306, 6>(more), {}, layer<72, 4>(image), {},
      layer<12 * 2, 3>(more)};
  static constexpr auto& sample = noise<std::int8_t, 40 * 3 * 2>;
  static constexpr auto wanted = Model<High, Shape<40, 3, 2>, high, Schedule::layerwise>::eval(sample);
  const auto compare = [&]<class Model>() {
    static Model model;
    const auto out = infer(model, {sample.begin(), sample.end()});
    CHECK(std::equal(out.begin(), out.end(), wanted.begin(), wanted.end()));
  };
  compare.operator()<Model<High, Shape<40, 3, 2>, high>>();
  compare.operator()<Model<High, Shape<40, 3, 2>, high, Schedule::layerwise>>();
  compare.operator()<Model<High, Shape<40, 3, 2>, high, Schedule::fed>>();
}
