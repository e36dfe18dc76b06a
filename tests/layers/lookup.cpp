// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/lookup.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr auto squares = [] {
  std::array<std::int8_t, 256> table{};
  for (int q = -128; q < 128; ++q)
    table[static_cast<std::size_t>(q + 128)] = static_cast<std::int8_t>(q * q / 128 - 128);
  return table;
}();

static_assert(Lookup::describe({1, 1, 4, 1}).traits.overwrites == core::Overwrites::operand);

using Vector = Shape<4>;
constexpr Parameters given[] = {{.output = {0.5f, 0}}, {.weights = squares, .output = {0.25f, -128}}};
using Square = Model<Lookup, Vector, given>;
constexpr std::array<std::int8_t, 4> inputs{0, -128, 64, 127};
constexpr auto outputs = Square::eval(inputs);
static_assert(outputs[0] == -128 && outputs[1] == 0 && outputs[2] == -96 && outputs[3] == -2);
static_assert(graph::constant_bytes(Square::network[1]) == 256);

// A clamp behind it joins it.
constexpr Parameters clamped[] = {{.output = {0.5f, 0}}, {.weights = squares}, {.output = {0.25f, -100}}};
constexpr auto positive = Model<Seq<Lookup, ReLU>, Vector, clamped>::eval(inputs);
static_assert(positive[0] == -100 && positive[1] == 0 && positive[2] == -96 && positive[3] == -2);

}  // namespace

TEST_CASE("a table between other layers, in all schedules") {
  static constexpr Parameters parameters[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale, .output = {0.05f, 3}},
      {.weights = squares, .output = {0.1f, -128}},
      {}};
  compare_schedules<Seq<Conv2D<3, 3, Same>, Lookup, MaxPool2D<2>>, Shape<6, 5, 2>, parameters>();
}
