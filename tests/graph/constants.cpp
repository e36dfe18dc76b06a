// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/constants.hpp>
#include <tinytmpl/graph/trained.hpp>

#include <catch2/catch.hpp>

#include <support/noise.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

constexpr float scales[] = {0.01f};
struct Net : Seq<Conv2D<4, 3>, Tanh, Flatten, Dense<3, NoBias>, Softmax> {};
constexpr Parameters parameters[] = {
    {.output = {0.5f, 3}},
    {.weights = support::weights<72>, .biases = support::biases<4>, .scales = scales, .output = {0.1f, -7}},
    {.output = {1.0f / 128, 0}},
    {},
    {.weights = support::weights<108>, .scales = scales, .output = {0.25f, 9}},
    {.output = {1.0f / 256, -128}}};
using Source = Bound<Net, Shape<5, 5, 2>, parameters, Schedule::min_ram>;
using Parts = Trained<Checked<Net, Source>, parameters, Rounding::twice>;
using Given =
    NodeConstants<Kernels<Checked<Net, Source>, targets::portable, Rounding::twice, Optimize::speed, Parts>, Parts>;

// Each kernel gets what it reads, and nothing else.
constexpr const Constants& conv = Given::of<1>();
static_assert(conv.weights == support::weights<72>.data() && conv.biases == support::biases<4>.data());
static_assert(conv.multipliers == Parts::multipliers<1>.data() && !conv.table && !conv.exponentials);
static_assert(conv.zero_point[0] == 3 && conv.output_zero_point == -7 && conv.lowest == -128 && conv.highest == 127);
static_assert(Given::of<2>().table == Parts::table<2>.data() && !Given::of<2>().weights);
static_assert(Given::of<3>().weights == support::weights<108>.data() && !Given::of<3>().biases);
static_assert(Given::of<4>().exponentials == Parts::exponentials<4>.data() && !Given::of<4>().multipliers);
static_assert(Given::layout<1>.words == 0);

}  // namespace

TEST_CASE("what a network with a fault goes on as") {
  const auto net = harmless<1>(describe<Net>(input_extents(Shape<5, 5, 2>{})));
  CHECK(net.count == 2);
  CHECK(net[0].out.extent == Extent{5, 5, 2});
  CHECK(net[0].out.quantization.known());
  CHECK_FALSE(first_fault(net).found());
}

TEST_CASE("the first of two faults") {
  const Fault none, height{Rule::height, 1, 2, 3}, width{Rule::width, 1, 2, 3};
  CHECK(first(height, width).rule == Rule::height);
  CHECK(first(none, width).rule == Rule::width);
  CHECK_FALSE(first(none, none).found());
}
