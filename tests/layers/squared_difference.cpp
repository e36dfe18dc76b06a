// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/squared_difference.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Node node = SquaredDifference::describe({4, 5, 6, 3}, {1, 5, 6, 2});
static_assert(node.out.extent == core::Extent{4, 5, 6, 3} && node.demands.multipliers == 3);

constexpr Parameters given[] = {{.output = {0.5f, 0}}, {.output = {0.25f, 4}}, {.output = {1.0f, -128}}};
using Squares = Model<SquaredDifference, InputShapes<Shape<4>, Shape<4>>, given>;
constexpr std::array<std::int8_t, 4> left{0, 8, -8, 100}, right{4, 4, 12, 4};
constexpr auto outputs = Squares::eval(left, right);
static_assert(outputs[0] == -128 && outputs[1] == 16 - 128 && outputs[2] == 36 - 128 && outputs[3] == 127);

}  // namespace

TEST_CASE("squared differences to a constant, in all schedules") {
  static constexpr Parameters parameters[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale, .output = {0.05f, 3}},
      {.weights = weights<3>, .scales = weight_scale, .output = {0.04f, -128}, .weights_zero_point = 1},
      {}};
  using Net = Seq<Conv2D<3, 3, Same>, WithConstant<SquaredDifference, Shape<3>>, MaxPool2D<2>>;
  compare_schedules<Net, Shape<6, 5, 2>, parameters>();
}
