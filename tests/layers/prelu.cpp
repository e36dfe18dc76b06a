// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/prelu.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Node node = PReLU::describe({4, 5, 6, 3}, {1, 1, 6, 1});
static_assert(node.out.extent == core::Extent{4, 5, 6, 3} && node.demands.multipliers == 2 && node.traits.clamps);
static_assert(PReLU::describe({4, 5, 6, 3}, {1, 1, 5, 1}).fault.rule == core::Rule::channels);

// Slopes of 0.5, -1, 2 and 0, in units of 1/32.
constexpr std::int8_t slopes[] = {17, -31, 65, 1};
constexpr float slope_scale[] = {1.0f / 32};
constexpr Parameters given[] = {
    {.output = {0.5f, 3}}, {.weights = slopes, .scales = slope_scale, .output = {1.0f, -2}, .weights_zero_point = 1}};
using Slopes = Model<WithConstant<PReLU, Shape<4>>, Shape<2, 4>, given>;
constexpr std::array<std::int8_t, 8> inputs{103, -97, 3, -128, -97, 23, -13, 13};
constexpr auto outputs = Slopes::eval(inputs);
static_assert(outputs[0] == 48 && outputs[1] == 48 && outputs[2] == -2 && outputs[3] == -2);
static_assert(outputs[4] == -27 && outputs[5] == 8 && outputs[6] == -18 && outputs[7] == 3);

}  // namespace

TEST_CASE("slopes of each channel, in all schedules") {
  static constexpr Parameters parameters[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale, .output = {0.05f, 3}},
      {.weights = slopes, .scales = slope_scale, .output = {0.04f, -3}, .weights_zero_point = 1},
      {}};
  using Net = Seq<Conv2D<4, 3, Same>, WithConstant<PReLU, Shape<4>>, MaxPool2D<2>>;
  compare_schedules<Net, Shape<6, 5, 2>, parameters>();
}
