// SPDX-License-Identifier: BSL-1.0
// A model tells whether it computes the golden vectors' bytes, and which one it does not.
#include <tinytmpl/self_test.hpp>

#include <support/schedules.hpp>
#include <tinytmpl/pipeline.hpp>

namespace {

using namespace support;

struct Net : Seq<Conv2D<2, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<3>> {};
constexpr Parameters parameters[] = {
    {.output = {0.5f, 3}},
    {.weights = weights<18>, .biases = biases<2>, .scales = weight_scale},
    {.output = {0.1f, -128}},
    {},
    {},
    {.weights = weights<24>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 1}}};
template <auto... policies>
using ModelWith = Model<Net, Shape<7, 7, 1>, parameters, policies...>;
using M = ModelWith<>;
using Fed = ModelWith<Schedule::fed>;

/// As many vectors as `count` says, as an exporter would write them, but for one byte that may be wrong.
template <int count>
struct Golden {
  std::int8_t inputs[count * 49]{}, outputs[count * 3]{};

  constexpr explicit Golden(int wrong = -1) {
    for (int vector = 0; vector < count; ++vector) {
      std::array<std::int8_t, 49> in{};
      for (std::size_t i = 0; i < 49; ++i) {
        in[i] = noise<std::int8_t, 49>[(i + static_cast<std::size_t>(vector) * 5) % 49];
        inputs[vector * 49 + static_cast<int>(i)] = in[i];
      }
      const auto out = M::eval(in);
      for (int i = 0; i < 3; ++i) outputs[vector * 3 + i] = out[i];
    }
    if (wrong >= 0) outputs[wrong] = static_cast<std::int8_t>(outputs[wrong] ^ 1);
  }
};
constexpr Golden<1> one;
constexpr Golden<3> three, broken(7);
constexpr GoldenVectors golden_one(one.inputs, one.outputs);
constexpr GoldenVectors golden_three(three.inputs, three.outputs), golden_broken(broken.inputs, broken.outputs);
static_assert(golden_three.flash_bytes == 3 * 52);
static_assert(SelfTestResult{} && SelfTestResult{}.passed() && !SelfTestResult{.element = 0});

template <class Model>
void check() {
  static Model model;
  CHECK(model.self_test(golden_one));
  CHECK(model.self_test(golden_three));
  for (int again = 0; again < 2; ++again) {
    const SelfTestResult result = model.self_test(golden_broken);
    CHECK_FALSE(result);
    CHECK_FALSE(result.passed());
    CHECK(result.vector == 2);
    CHECK(result.output == 0);
    CHECK(result.element == 1);
    CHECK(result.expected == broken.outputs[7]);
    CHECK(result.computed == three.outputs[7]);
  }
  CHECK(model.self_test(golden_three));
}

// Several inputs and outputs.
struct Two
    : Graph<Inputs<"a", "b">, Outputs<"sum", "product">, Let<"sum", Add, "a", "b">, Let<"product", Mul, "a", "b">> {};
constexpr Parameters of_two[] = {{.output = {1, 0}}, {.output = {2, 1}}, {.output = {4, 0}}, {.output = {16, 5}}};
using TwoModel = Model<Two, InputShapes<Shape<2, 2, 1>, Shape<1>>, of_two>;
constexpr std::int8_t two_inputs[] = {8, -8, 16, 100, 5, /**/ 1, 2, 3, 4, 1};
constexpr std::int8_t two_outputs[] = {4, 0, 6, 27, 9, 1, 13, 55, /**/ 0, 1, 1, 1, 5, 5, 5, 5};

}  // namespace

TEST_CASE("in every schedule") {
  check<M>();
  check<Fed>();
  check<ModelWith<Schedule::layerwise>>();
  check<ModelWith<InputMemory::reused>>();
}

TEST_CASE("from flash that is read by words") {
  check<ModelWith<FlashAccess::word>>();
  check<ModelWith<FlashAccess::word, Schedule::fed>>();
}

TEST_CASE("an image that is half fed is dropped, and the next row begins another") {
  static Fed model;
  const auto feed = [](int first, int end) {
    bool ready = false;
    for (int row = first; row < end; ++row) ready = model.push_row(one.inputs + 7 * row);
    return ready;
  };
  CHECK_FALSE(feed(0, 3));
  CHECK(model.self_test(golden_three));
  CHECK(feed(0, 7));
  CHECK(std::equal(one.outputs, one.outputs + 3, model.output().begin()));
  CHECK_FALSE(feed(2, 5));
  model.restart();
  CHECK_FALSE(feed(0, 6));
  CHECK(feed(6, 7));
  CHECK(std::equal(one.outputs, one.outputs + 3, model.output().begin()));
}

TEST_CASE("all inputs are filled, all outputs are compared") {
  static TwoModel model;
  CHECK(model.self_test(GoldenVectors(two_inputs, two_outputs)));
  for (int wrong = 0; wrong < 16; ++wrong) {
    CAPTURE(wrong);
    std::int8_t outputs[16];
    std::copy_n(two_outputs, 16, outputs);
    outputs[wrong] = 111;
    const SelfTestResult result = model.self_test(GoldenVectors(two_inputs, outputs));
    CHECK(result.vector == wrong / 8);
    CHECK(result.output == wrong / 4 % 2);
    CHECK(result.element == wrong % 4);
    CHECK(result.expected == 111);
    CHECK(result.computed == two_outputs[wrong]);
  }
  for (int wrong = 0; wrong < 10; ++wrong) {
    CAPTURE(wrong);
    std::int8_t inputs[10];
    std::copy_n(two_inputs, 10, inputs);
    inputs[wrong] = static_cast<std::int8_t>(inputs[wrong] - 60);
    CHECK(model.self_test(GoldenVectors(inputs, two_outputs)).vector == wrong / 5);
  }
}

TEST_CASE("also of a model whose memory is shared") {
  static SharedArena<M, TwoModel> arena;
  CHECK(arena.use<M>().self_test(golden_three));
  CHECK(arena.use<TwoModel>().self_test(GoldenVectors(two_inputs, two_outputs)));
  CHECK_FALSE(arena.use<M>().self_test(golden_broken));
}

TEST_CASE("in the compiler") {
  STATIC_REQUIRE(M{}.self_test(golden_one));
  STATIC_REQUIRE_FALSE(M{}.self_test(golden_broken));
}
