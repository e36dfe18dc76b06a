// SPDX-License-Identifier: BSL-1.0
// A model with uint8 at its edges is the same model in int8, seen 128 higher.
#include <algorithm>

#include <support/schedules.hpp>
#include <tinytmpl/pipeline.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

struct Net : Seq<Conv2D<2, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<3>> {};
template <Element in, Element out>
constexpr Parameters parameters[] = {{.output = {0.5f, 3 + offset_of(in)}, .element = in},
                                     {.weights = weights<18>, .biases = biases<2>, .scales = weight_scale},
                                     {.output = {0.1f, -128}},
                                     {},
                                     {},
                                     {.weights = weights<24>,
                                      .biases = biases<3>,
                                      .scales = weight_scale,
                                      .output = {0.1f, 1 + offset_of(out)},
                                      .element = out}};
template <Element in, Element out, auto... policies>
using With = Model<Net, Shape<7, 7, 1>, parameters<in, out>, policies...>;
template <auto... policies>
using Unsigned = With<Element::uint8, Element::uint8, policies...>;
using Signed = With<Element::int8, Element::int8>;

static_assert(std::is_same_v<Unsigned<>::Input<>::dtype, std::uint8_t> &&
              std::is_same_v<Unsigned<>::Output<>::dtype, std::uint8_t>);
static_assert(Unsigned<>::Input<>::element == Element::uint8 && Signed::Input<>::element == Element::int8);
static_assert(Unsigned<>::Input<>::zero_point == 131 && Unsigned<>::Output<>::zero_point == 129);
static_assert(Unsigned<>::Input<>::quantization.quantize(0) == 131);
static_assert(Unsigned<>::ram_bytes == Signed::ram_bytes && Unsigned<>::flash_bytes == Signed::flash_bytes,
              "nothing is converted");

constexpr auto pixels = [] {
  std::array<std::uint8_t, 49> all{};
  for (std::size_t i = 0; i < 49; ++i) all[i] = from_memory<std::uint8_t>(noise<std::int8_t, 49>[i]);
  return all;
}();
constexpr auto in_int8 = Signed::eval(noise<std::int8_t, 49>);
constexpr auto expected = Unsigned<>::eval(pixels);
static_assert(std::is_same_v<decltype(expected[0]), std::uint8_t>);
constexpr auto is_128_higher = [](const auto& all, const auto& signed_all) {
  for (int i = 0; i < signed_all.size(); ++i)
    if (all[i] != signed_all[i] + 128 || all.dequantize(i) != signed_all.dequantize(i)) return false;
  return all.argmax() == signed_all.argmax();
};
static_assert(is_128_higher(expected, in_int8));
static_assert(is_128_higher(Unsigned<Schedule::fed>::eval(pixels), in_int8));

// Golden vectors of the tensors' own types, or bytes of both.
struct Golden {
  std::uint8_t inputs[49]{}, outputs[3]{};
  constexpr Golden() {
    for (int i = 0; i < 49; ++i) inputs[i] = pixels[static_cast<std::size_t>(i)];
    for (int i = 0; i < 3; ++i) outputs[i] = expected[i];
  }
};
constexpr Golden bytes;
constexpr GoldenVectors golden(bytes.inputs, bytes.outputs);
static_assert(golden.flash_bytes == 52);

// Each input and each output has an element of its own, whoever writes the tensor and whoever else reads it.
struct Mixed
    : Graph<Inputs<"a", "b">, Outputs<"sum", "all">, Let<"sum", Add, "a", "b">, Let<"all", Reshape<Shape<4>>, "sum">> {
};
constexpr Parameters of_mixed[] = {{.output = {1, 128}, .element = Element::uint8},
                                   {.output = {1, 0}},
                                   {.output = {1, 0}},
                                   {.output = {1, 128}, .element = Element::uint8}};
using MixedModel = Model<Mixed, InputShapes<Shape<2, 2>, Shape<2, 2>>, of_mixed>;
constexpr std::array<std::uint8_t, 4> higher{128, 138, 118, 255};
constexpr std::array<std::int8_t, 4> signed_ones{1, -3, 5, -7};
static_assert(std::is_same_v<MixedModel::Output<0>::dtype, std::int8_t>);
static_assert(MixedModel::eval<0>(higher, signed_ones)[1] == 7 && MixedModel::eval<1>(higher, signed_ones)[1] == 135);
static_assert(MixedModel::eval<1>(higher, signed_ones)[3] == 248);

template <class M>
void check() {
  static M model;
  model.input().assign(pixels.data());
  CHECK(std::equal(pixels.begin(), pixels.end(), model.input().begin()));
  const auto out = model.run();
  CHECK(std::equal(out.begin(), out.end(), expected.begin(), expected.end()));
  CHECK(model.self_test(golden));
}

}  // namespace

TEST_CASE("a model of uint8 gives the elements of int8, 128 higher") {
  check<Unsigned<>>();
  check<Unsigned<Schedule::layerwise>>();
  check<Unsigned<FlashAccess::word>>();
  STATIC_REQUIRE(Unsigned<>{}.self_test(golden));
}

TEST_CASE("rows of pixels are fed as the camera has them") {
  static Unsigned<Schedule::fed> model;
  for (int inference = 0; inference < 2; ++inference)
    for (int row = 0; row < 7; ++row) CHECK(model.push_row(pixels.data() + 7 * row) == (row == 6));
  CHECK(is_128_higher(model.output(), in_int8));
  CHECK(model.self_test(golden));
  static Unsigned<Schedule::fed, FlashAccess::word> by_words;
  CHECK(by_words.self_test(golden));
}

TEST_CASE("a self-test says a uint8 as it is") {
  static Unsigned<> model;
  std::uint8_t wrong[3] = {bytes.outputs[0], bytes.outputs[1], static_cast<std::uint8_t>(bytes.outputs[2] ^ 0x80)};
  const SelfTestResult result = model.self_test(GoldenVectors(bytes.inputs, wrong));
  CHECK(result.element == 2);
  CHECK(result.expected == wrong[2]);
  CHECK(result.computed == bytes.outputs[2]);
}

TEST_CASE("inputs and outputs of both types stand side by side") {
  static MixedModel model;
  model.input<0>().assign(higher.data());
  model.input<1>().assign(signed_ones.data());
  model.run();
  CHECK(model.output<0>()[1] == 7);
  CHECK(model.output<1>()[1] == 135);
  const std::uint8_t inputs[] = {128, 138, 118, 255, 1, 253, 5, 249}, outputs[] = {1, 7, 251, 120, 129, 135, 123, 248};
  CHECK(model.self_test(GoldenVectors(inputs, outputs)));
}

TEST_CASE("a uint8 output is the int8 input of the next model, and the other way round") {
  struct Last : Seq<Dense<2>> {};
  static constexpr Parameters after_int8[] = {
      {.output = {0.1f, 1}}, {.weights = weights<6>, .biases = biases<2>, .scales = weight_scale, .output = {0.5f, 0}}};
  static constexpr Parameters after_uint8[] = {
      {.output = {0.1f, 129}, .element = Element::uint8},
      {.weights = weights<6>, .biases = biases<2>, .scales = weight_scale, .output = {0.5f, 0}}};
  using Second = Model<Last, Shape<3>, after_int8>;
  const std::array<std::int8_t, 3> between{in_int8[0], in_int8[1], in_int8[2]};
  const auto wanted = Second::eval(between);
  const auto runs = [&](auto& pipeline) {
    pipeline.input().assign(pixels.data());
    const auto out = pipeline.run();
    return std::equal(out.begin(), out.end(), wanted.begin(), wanted.end());
  };
  static Pipeline<Unsigned<>, Second> to_int8;
  static Pipeline<With<Element::uint8, Element::int8>, Model<Last, Shape<3>, after_uint8>> to_uint8;
  CHECK(runs(to_int8));
  CHECK(runs(to_uint8));
  static Pipeline<Unsigned<Schedule::fed>, Second> fed;
  for (int row = 0; row < 7; ++row) fed.push_row(pixels.data() + 7 * row);
  CHECK(std::equal(wanted.begin(), wanted.end(), fed.output().begin()));
}

TEST_CASE("a shared arena keeps the types apart") {
  static SharedArena<Unsigned<>, Signed> arena;
  auto model = arena.use<Unsigned<>>();
  model.input().assign(pixels.data());
  CHECK(is_128_higher(model.run(), in_int8));
}
