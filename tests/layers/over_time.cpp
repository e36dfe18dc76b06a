// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/over_time.hpp>

#include <catch2/catch.hpp>

#include <support/schedules.hpp>

namespace {

using namespace tinytmpl;
using core::Extent, core::Node, core::Op, core::Rule, core::Sliding;

constexpr Extent signal{1, 20, 3, 2};

// As the layer over images, with a window of one row; a matrix stays one.
constexpr Node convolved = Conv1D<8, 5, Stride<2>, Same>::describe(signal);
static_assert(convolved.op == Op::conv2d && convolved.out.extent == Extent{1, 10, 8, 2});
static_assert(convolved.cols == Sliding{5, 2, 1, 1} && convolved.in().rows == Sliding{});
static_assert(convolved.demands.weights == 120 && convolved.demands.biases == 8);
static_assert(Conv1D<8, 5, NoBias>::describe(signal).out.extent.w == 16);
static_assert(Conv1D<6, 5, Groups<3>, NoBias>::describe(signal).demands.weights == 30);
static_assert(Conv1D<8, 5>::describe({2, 20, 3, 3}).out.extent == Extent{2, 16, 8, 3}, "each row of an image");
static_assert(Conv1D<8, 5>::describe({1, 1, 60, 1}).fault.rule == Rule::image);
static_assert(Conv1D<8, 21>::describe(signal).fault.rule == Rule::kernel_columns);

// Causal: the last tap is the step itself.
constexpr Node causal = Conv1D<8, 3, Causal, Dilation<4>>::describe(signal);
static_assert(causal.out.extent.w == 20 && causal.cols == Sliding{3, 1, 4, 8});
static_assert(Conv1D<8, 3, Causal, Stride<3>>::describe(signal).out.extent.w == 7);
static_assert(DepthwiseConv1D<4, Causal>::describe(signal).cols.before == 3);

static_assert(DepthwiseConv1D<3, DepthMultiplier<2>>::describe(signal).out.extent == Extent{1, 18, 6, 2});
static_assert(MaxPool1D<3>::describe(signal).out.extent == Extent{1, 6, 3, 2});
static_assert(MaxPool1D<2, Stride<1>, Same>::describe(signal).out.extent == signal);
static_assert(AveragePool1D<4, Stride<2>>::describe(signal).out.extent == Extent{1, 9, 3, 2});
static_assert(AveragePool1D<4>::describe(signal).op == Op::average_pool);
static_assert(GlobalAveragePool1D::describe(signal).seen_as == Extent{1, 1, 3, 1});

}  // namespace

TEST_CASE("a network of layers over time, in every schedule") {
  using support::weights, support::biases, support::weight_scale;
  struct Net : Seq<Conv1D<4, 3, Causal, Dilation<2>>, ReLU, MaxPool1D<2>, DepthwiseConv1D<3, Same>,
                   AveragePool1D<3, Stride<1>>, GlobalAveragePool1D, Dense<2>> {};
  static constexpr Parameters parameters[] = {
      {.output = {0.02f, 3}},
      {.weights = weights<36>, .biases = biases<4>, .scales = weight_scale},
      {.output = {0.05f, -10}},
      {},
      {.weights = weights<12>, .biases = biases<4>, .scales = weight_scale, .output = {0.08f, 20}},
      {},
      {.output = {0.08f, 20}},
      {.weights = weights<8>, .biases = biases<2>, .scales = weight_scale, .output = {0.05f, 0}}};
  static_assert(Model<Net, Shape<20, 3>, parameters, Schedule::fed>::row_size == 3);
  support::compare_schedules<Net, Shape<20, 3>, parameters>();
}
