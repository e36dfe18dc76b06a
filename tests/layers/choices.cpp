// SPDX-License-Identifier: BSL-1.0
// Layers whose elements change their type, and divisions.
#include <catch2/catch.hpp>

#include <array>
#include <cstdint>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using Two = InputShapes<Shape<2>, Shape<2>>;

constexpr float tens[] = {10, 20};
constexpr float four[] = {4};

struct Choices : Graph<Inputs<"a", "b">, Outputs<"greater", "both", "either", "chosen", "whole", "ratio">,
                       Let<"greater", Greater, "a", "b">,            //
                       Let<"less", LogicalNot, "greater">,           //
                       Let<"both", LogicalAnd, "greater", "less">,   //
                       Let<"either", LogicalOr, "greater", "less">,  //
                       Let<"least", Select, "a", "b", "less">,       //
                       Let<"chosen", WithConstant<Select, Shape<2>, ConstantFirst>, "least", "greater">,
                       Let<"whole", Cast<Element::int32>, "b">,  //
                       Let<"ratio", WithConstant<Div, Shape<1>>, "least">> {};
constexpr Parameters parameters[] = {{.element = Element::float32},
                                     {.element = Element::float32},
                                     {},
                                     {},
                                     {},
                                     {},
                                     {},
                                     {.weights = tens},
                                     {},
                                     {.weights = four}};

TEST_CASE("Comparisons, logic, choices and casts") {
  Model<Choices, Two, parameters> model;
  model.input<0>().assign(std::array{1.0f, 5.0f}.data());
  model.input<1>().assign(std::array{2.9f, -3.9f}.data());
  model.run();
  const auto greater = model.output<0>(), both = model.output<1>(), either = model.output<2>();
  CHECK((!greater[0] && greater[1]));
  CHECK((!both[0] && !both[1]));
  CHECK((either[0] && either[1]));
  CHECK(model.output<3>()[0] == 1.0f);
  CHECK(model.output<3>()[1] == 20.0f);
  CHECK(model.output<4>()[0] == 2);
  CHECK(model.output<4>()[1] == -3);
  CHECK(model.output<5>()[0] == 0.25f);
  CHECK(model.output<5>()[1] == -0.975f);
}

template <Element to>
constexpr Parameters casts[] = {
    {.element = Element::float32},
    {.output = {core::is_quantized(to) ? 1.0f : 0.0f, 0}, .element = core::is_quantized(to) ? to : Element::int8}};
template <Element to>
constexpr auto from_real(float x) {
  return Model<Cast<to>, Shape<1>, casts<to>>::eval(std::array{x})[0];
}
static_assert(from_real<Element::int32>(-2.9f) == -2 && from_real<Element::int16>(70000) == 70000 - 65536);
static_assert(from_real<Element::int32>(3e9f) == -2147483647 - 1, "what no int32 holds");
static_assert(from_real<Element::int8>(300.5f) == 44 && from_real<Element::int8>(3e9f) == 0);
static_assert(from_real<Element::bool8>(0.25f) && !from_real<Element::bool8>(0));

constexpr Parameters integers[] = {{.element = Element::int32}, {.element = Element::int32}, {}};
static_assert(Model<LessEqual, Two, integers>::eval(std::array{-5, 7}, std::array{-5, 6})[0]);
static_assert(!Model<LessEqual, Two, integers>::eval(std::array{-5, 7}, std::array{-5, 6})[1]);

constexpr Parameters bytes[] = {{.output = {0.5f, 3}}, {.output = {0.25f, -1}}, {}};
template <class Word>
constexpr auto of_bytes =
    Model<Word, Two, bytes>::eval(std::array<std::int8_t, 2>{5, 5}, std::array<std::int8_t, 2>{3, 4});
static_assert(of_bytes<Equal>[0] && !of_bytes<Equal>[1] && !of_bytes<NotEqual>[0] && of_bytes<NotEqual>[1]);
static_assert(of_bytes<GreaterEqual>[0] && !of_bytes<GreaterEqual>[1] && !of_bytes<Less>[0] && of_bytes<Less>[1]);

constexpr Parameters quotients[] = {{.output = {0.05f, 0}}, {.output = {0.05f, 0}}, {.output = {0.05f, 0}}};
constexpr auto divided = [](int a, int b) {
  return int{Model<Div, InputShapes<Shape<1>, Shape<1>>, quotients>::eval(std::array{static_cast<std::int8_t>(a)},
                                                                          std::array{static_cast<std::int8_t>(b)})[0]};
};
static_assert(divided(86, -49) == -35 && divided(-113, -12) == 127 && divided(9, -110) == -2);
static_assert(divided(-1, 127) == -128 && divided(3, 0) == -85, "as the reference on an x86-64");

constexpr Parameters of_reals[] = {{.element = Element::float32}, {.element = Element::float32}, {}};
template <class Word>
constexpr auto of_two = Model<Word, Two, of_reals>::eval(std::array{-7.0f, 7.5f}, std::array{2.0f, -2.0f});
static_assert(of_two<FloorDiv>[0] == -4 && of_two<FloorDiv>[1] == -4);
static_assert(of_two<FloorMod>[0] == 1 && of_two<FloorMod>[1] == -0.5f);

}  // namespace
