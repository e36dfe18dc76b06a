// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/maximum.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Node most = Maximum::describe({4, 5, 6, 3}, {1, 1, 6, 1});
static_assert(most.op == core::Op::maximum && most.out.extent == core::Extent{4, 5, 6, 3} && most.traits.clamps);
static_assert(most.traits.keeps_quantization && most.demands.multipliers == 0 &&
              most.traits.overwrites == core::Overwrites::operand);

constexpr Parameters parameters[] = {{.output = {0.5f, 3}}, {.output = {0.5f, 3}}, {}};
template <class Word>
using Of = Model<Word, InputShapes<Shape<4>, Shape<4>>, parameters>;
constexpr std::array<std::int8_t, 4> left{1, -128, 127, 5}, right{2, -100, -128, 5};
constexpr auto larger = Of<Maximum>::eval(left, right), smaller = Of<Seq<Minimum>>::eval(left, right);
static_assert(larger[0] == 2 && larger[1] == -100 && larger[2] == 127 && larger[3] == 5);
static_assert(smaller[0] == 1 && smaller[1] == -128 && smaller[2] == -128 && smaller[3] == 5);

constexpr std::int8_t constant[] = {0, 10, 20, 30};
constexpr float scale[] = {0.5f};
constexpr Parameters with_constant[] = {{.output = {0.5f, 3}},
                                        {.weights = constant, .scales = scale, .weights_zero_point = 3}};
constexpr auto bounded = Model<WithConstant<Minimum, Shape<4>>, Shape<4>, with_constant>::eval(left);
static_assert(bounded[0] == 0 && bounded[1] == -128 && bounded[2] == 20 && bounded[3] == 5);

}  // namespace

TEST_CASE("the larger element of rows and of what is broadcast, in all schedules") {
  struct Net : Seq<MaxPool2D<2, Stride<1>>, ReLU, WithConstant<Maximum, Shape<7, 1, 3>, ConstantFirst>,
                   Residual<MaxPool2D<3, Same, Stride<1>>>, WithConstant<Minimum, Shape<3>>> {};
  static constexpr std::int8_t column[21] = {-128, 0, 5, 100, 90, -80, 3}, channels[3] = {40, -10, 100};
  static constexpr float scales[] = {0.05f};
  static constexpr Parameters given[] = {{.output = {0.05f, 3}},
                                         {},
                                         {.output = {0.05f, 3}},
                                         {.weights = column, .scales = scales, .weights_zero_point = 3},
                                         {},
                                         {.output = {0.05f, 3}},
                                         {.weights = channels, .scales = scales, .weights_zero_point = 3}};
  compare_schedules<Net, Shape<8, 6, 3>, given>();
}
