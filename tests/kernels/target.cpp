// SPDX-License-Identifier: BSL-1.0
// Another target: what its kernels ask for is in the plan, and their results are the portable ones.
#define TINYTMPL_TARGET strange
#include <support/strange_target.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr Quantization image{0.02f, 3}, features{0.05f, -10}, more{0.08f, 20};
template <int count, int channels>
constexpr Parameters layer(Quantization output = {}) {
  return {.weights = weights<count>, .biases = biases<channels>, .scales = weight_scale, .output = output};
}

struct Net : Seq<Conv2D<4, 3, Same>, ReLU, DepthwiseConv2D<3, Stride<2>, Same>, Conv2D<6, 2, Groups<2>>,
                 MaxPool2D<3, Stride<1>, Same>, Residual<Conv2D<6, 3, Same>>, Conv2D<2, 3, Stride<2>>, Flatten,
                 Dense<5>, Softmax> {};
constexpr Parameters parameters[] = {{.output = image},       layer<72, 4>(),
                                     {.output = features},    layer<36, 4>(more),
                                     layer<48, 6>(features),  {},
                                     layer<324, 6>(more),     {.output = more},
                                     layer<108, 2>(features), {},
                                     layer<40, 5>(more),      {.output = {1.0f / 256, -128}}};
template <auto... policies>
using M = Model<Net, Shape<14, 12, 2>, parameters, policies...>;

// Which kernel ran where, and what it packed.
static_assert(same_text(M<>::layers[1].kernel, "strange convolution") && same_text(M<>::layers[1].target, "strange") &&
              same_text(M<>::layers[2].target, "portable"));
static_assert(M<>::layers[1].flash_bytes == 4 * (72 + 3 * 4), "packed");
static_assert(M<>::layers[2].flash_bytes == 36 + 4 * 4 + 8 * 4, "canonical");
// Scratch is counted where it is needed, aligned.
static_assert(M<>::arena_bytes >= 1000 && M<>::network[M<>::nodes - 2].op == Op::softmax);
static_assert(M<>::plan.scratch[M<>::nodes - 2] % 4 == 0 &&
              M<>::plan.scratch[M<>::nodes - 2] + 1000 <= M<>::arena_bytes);
// Its bands need more rows.
static_assert(M<Schedule::fed>::plan.rings[0].slots == 4);

/// What the compiler finds with the portable kernels.
template <class Model, class Image>
void compare_with_portable(const Image& sample, const auto& wanted) {
  static Model model;
  const auto out = infer(model, {sample.begin(), sample.end()});
  CHECK(std::equal(out.begin(), out.end(), wanted.begin(), wanted.end()));
}
constexpr auto& sample = noise<std::int8_t, 14 * 12 * 2>;

}  // namespace

TEST_CASE("the plan counts bands, scratch and packed constants") {
  compare_schedules<Net, Shape<14, 12, 2>, parameters>();
  compare_schedules<Net, Shape<14, 12, 2>, parameters, Rounding::once>();
}

TEST_CASE("the results are the portable ones") {
  static constexpr auto wanted = M<>::eval(sample);
  static constexpr auto fed = M<Schedule::fed>::eval(sample);
  compare_with_portable<M<>>(sample, wanted);
  compare_with_portable<M<Schedule::layerwise>>(sample, wanted);
  compare_with_portable<M<Schedule::fed>>(sample, fed);
  CHECK(std::equal(fed.begin(), fed.end(), wanted.begin()));
}

TEST_CASE("most rows come in bands of two") {
  static M<Schedule::layerwise> model;
  strange_kernels::bands = strange_kernels::rows = 0;
  model.run();
  // Nobody reads the sixth row of the residual; the dense layer has one.
  CHECK(strange_kernels::rows == 14 + 6 + 5 + 2 + 1);
  CHECK(strange_kernels::bands == 7 + 3 + 3 + 1 + 1);
}

TEST_CASE("rows of several operands do not come in bands") {
  struct Sums : Graph<Inputs<"a", "b">, Outputs<"y">, Let<"sum", Add, "a", "b">, Let<"y", Add, "sum", "a">> {};
  static constexpr Parameters given[] = {{.output = image}, {.output = more}, {.output = features}, {.output = more}};
  using TwoInputs = InputShapes<Shape<6, 5, 2>, Shape<1, 5, 2>>;
  compare_schedules<Sums, TwoInputs, given>();
  using S = Model<Sums, TwoInputs, given>;
  static constexpr auto& a = noise<std::int8_t, 60>;
  static constexpr auto& b = noise<std::int8_t, 10>;
  static constexpr auto wanted = S::eval(a, b);
  std::vector<std::int8_t> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  compare_with_portable<S>(both, wanted);
}

TEST_CASE("dilated rows do not come in bands") {
  struct Dilated : Seq<Conv2D<4, 3, Dilation<2, 1>, Same>, ReLU, Conv2D<2, 3, Dilation<3>>> {};
  static constexpr Parameters given[] = {{.output = image}, layer<72, 4>(), {.output = features}, layer<72, 2>(more)};
  compare_schedules<Dilated, Shape<11, 8, 2>, given>();
  static constexpr auto& image_of_dilated = noise<std::int8_t, 11 * 8 * 2>;
  using D = Model<Dilated, Shape<11, 8, 2>, given>;
  static constexpr auto wanted = D::eval(image_of_dilated);
  compare_with_portable<D>(image_of_dilated, wanted);
}
