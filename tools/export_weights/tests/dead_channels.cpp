// SPDX-License-Identifier: BSL-1.0
#include "passes/dead_channels.hpp"

#include <catch2/catch.hpp>

#include "operators/arithmetic.hpp"
#include "operators/concat.hpp"
#include "operators/dense.hpp"
#include "operators/pooling.hpp"
#include "operators/reshape.hpp"
#include "operators/sigmoid.hpp"
#include "operators/softmax.hpp"
#include "toy.hpp"

using namespace exporter;

namespace {

constexpr std::int32_t never = -1'000'000;  // a bias that no input overcomes

/// input -> conv of three filters, the second dead.
struct Fixture : Toy {
  int in = input({4, 4, 2});
  int a = conv(in, 3, {1, 1, 1, 1, 1, 1}, {0, never, 0});
};

}  // namespace

TEST_CASE("An interval holds what the library computes at both ends") {
  Fixture toy;
  const auto intervals = channel_intervals(toy.done({toy.a}));
  CHECK(intervals[1][1] == Interval{-128, -128});
  CHECK(intervals[1][0].low == -128);
  CHECK(intervals[1][0].high == -128 + 5);  // 2 * 255 * 0.01
}

TEST_CASE("A fused activation clamps in the output's quantization") {
  CHECK(activation_range(Activation::none, {0.1f, 3}).low == -128);
  CHECK(activation_range(Activation::relu, {0.1f, 3}).low == 3);
  CHECK(activation_range(Activation::relu6, {0.1f, -128}).high == -68);
  CHECK(activation_range(Activation::relu_n1_to_1, {0.1f, 0}).low == -10);
  CHECK(activation_range(Activation::relu_n1_to_1, {0.1f, 0}).high == 10);
  CHECK(activation_range(Activation::relu6, {1e-30f, 0}).high == 127);
}

TEST_CASE("A sum that could overflow can be anything") {
  const Requantization identity(1.0, 0, {});
  CHECK(identity.range(0, std::int64_t{1} << 40) == Interval{-128, 127});
  CHECK(identity.range(-3, 5) == Interval{-3, 5});
  CHECK(Requantization(1024.0, 0, {}).range(0, 1 << 25) == Interval{-128, 127});
}

TEST_CASE("A dead channel goes from its producer and its consumer") {
  Fixture toy;
  Network net = toy.done({toy.conv(toy.a, 2, {1, 2, 3, 4, 5, 6})});
  CHECK(remove_dead_channels(net) == 1);
  CHECK(net[toy.a].dims == Dims{4, 4, 2});
  CHECK(net.layers[0].constants.weights.size() == 4);
  CHECK(net.layers[0].constants.biases == std::vector<std::int32_t>{0, 0});
  CHECK(net.layers[1].constants.weights == std::vector<std::int8_t>{1, 3, 4, 6});
  CHECK(net.layers[1].constants.dims == Dims{2, 1, 1, 2});
}

TEST_CASE("A network's output keeps its channels") {
  Fixture toy;
  Network net = toy.done({toy.a});
  CHECK(remove_dead_channels(net) == 0);
  CHECK(net[toy.a].dims == Dims{4, 4, 3});
}

TEST_CASE("A tensor keeps a channel even if all are dead") {
  Toy toy;
  const int a = toy.conv(toy.input({4, 4, 1}), 2, {1, 1}, {never, never});
  Network net = toy.done({toy.conv(a, 2)});
  CHECK(remove_dead_channels(net) == 1);
  CHECK(net[a].dims == Dims{4, 4, 1});
}

TEST_CASE("What is only multiplied by zero goes, and what it came from") {
  Toy toy;
  const int in = toy.input({4, 4, 2}), a = toy.conv(in, 3), b = toy.same(operators::max_pool2d, {a});
  Network net = toy.done({toy.conv(b, 2, {1, 0, 2, 3, 0, 4})});
  CHECK(remove_dead_channels(net) == 1);
  CHECK(net[a].dims == Dims{4, 4, 2});
  CHECK(net[b].dims == Dims{4, 4, 2});
  CHECK(net.layers.back().constants.weights == std::vector<std::int8_t>{1, 2, 3, 4});
}

TEST_CASE("A dense layer behind Flatten loses the columns of every position") {
  Fixture toy;
  const int flat = toy.tensor({48}), out = toy.tensor({2});
  toy.add(operators::reshape, {toy.a}, flat);
  std::vector<std::int8_t> weights(96);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<std::int8_t>(i % 3 + 1);
  toy.add(operators::dense, {flat}, out, DenseAttributes{}).constants = {"w", {2, 48}, weights, {0.01f}, false, {}};
  Network net = toy.done({out});
  CHECK(remove_dead_channels(net) == 1);
  CHECK(net[flat].dims == Dims{32});
  const std::vector<std::int8_t>& kept = net.layers.back().constants.weights.of<std::int8_t>();
  REQUIRE(kept.size() == 64);
  for (std::size_t i = 0; i < kept.size(); ++i) CHECK(kept[i] == (i % 2 == 0 ? 1 : 3));
  CHECK(net.layers.back().constants.dims == Dims{2, 32});
}

TEST_CASE("A depthwise convolution loses a channel with all that it makes of it, or none") {
  Fixture toy;
  const int b = toy.tensor({4, 4, 6});
  Layer& depthwise = toy.add(operators::depthwise_conv2d, {toy.a}, b, Convolution{});
  depthwise.constants = {"w",    {1, 1, 6}, std::vector<std::int8_t>{1, 2, 3, 4, 5, 6},
                         {1.0f}, true,      std::vector<std::int32_t>(6)};
  depthwise.activation = Activation::relu;
  SECTION("both copies of the dead channel are zero") {
    Network net = toy.done({toy.conv(b, 1)});
    CHECK(remove_dead_channels(net) == 3);
    CHECK(net.layers[1].constants.weights == std::vector<std::int8_t>{1, 2, 5, 6});
    CHECK(net.layers[1].constants.dims == Dims{1, 1, 4});
  }
  SECTION("a bias makes one of them another constant") {
    depthwise.constants.biases.of<std::int32_t>()[2] = 1'000;
    Network net = toy.done({toy.conv(b, 1)});
    CHECK(remove_dead_channels(net) == 0);
  }
}

TEST_CASE("Sums, products and joins lose a channel only if all ends can") {
  Fixture toy;
  SECTION("Add with a live operand") {
    const int other = toy.conv(toy.in, 3);
    Network net = toy.done({toy.conv(toy.same(operators::add, {toy.a, other}), 2)});
    CHECK(remove_dead_channels(net) == 0);
  }
  SECTION("Mul with a live operand is zero: the operand is not needed either") {
    const int other = toy.conv(toy.in, 3);
    Network net = toy.done({toy.conv(toy.same(operators::mul, {toy.a, other}), 2)});
    CHECK(remove_dead_channels(net) == 2);
    CHECK(net[other].dims.back() == 2);
  }
  SECTION("Mul by a constant for each channel") {
    const int k = toy.constant({3}, {5, 6, 7}, {0.1f, 0}), b = toy.same(operators::mul, {toy.a, k});
    Network net = toy.done({toy.conv(b, 2)});
    CHECK(remove_dead_channels(net) == 1);
    CHECK(net[k].constant == std::vector<std::int8_t>{5, 7});
    CHECK(net[k].dims == Dims{2});
  }
  SECTION("Concat") {
    const int other = toy.conv(toy.in, 3), b = toy.tensor({4, 4, 6});
    toy.add(operators::concat, {other, toy.a}, b, tinytmpl::Axis::channels);
    Network net = toy.done({toy.conv(b, 1, {1, 2, 3, 4, 5, 6})});
    CHECK(remove_dead_channels(net) == 1);
    CHECK(net.layers.back().constants.weights == std::vector<std::int8_t>{1, 2, 3, 4, 6});
  }
  SECTION("Softmax needs all of them") {
    Network net = toy.done({toy.same(operators::softmax, {toy.a})});
    CHECK(remove_dead_channels(net) == 0);
  }
  SECTION("Sigmoid of zero is not zero") {
    Network net = toy.done({toy.conv(toy.same(operators::sigmoid, {toy.a}), 2)});
    CHECK(remove_dead_channels(net) == 0);
  }
}

TEST_CASE("A grouped convolution is left alone") {
  Fixture toy;
  const int b = toy.conv(toy.a, 3, {1, 1, 1});
  toy.net.layers.back().attributes = Convolution{.groups = 3};
  toy.net.layers.back().constants.dims = {3, 1, 1, 1};
  Network net = toy.done({toy.conv(b, 2)});
  CHECK(remove_dead_channels(net) == 0);
}

TEST_CASE(
    "A layer whose operator says no more than it must keeps all that it reads and writes, and can have any value") {
  Toy toy;
  const int in = toy.input({4, 4, 2}), a = toy.conv(in, 3, {1, 1, 1, 1, 1, 1}, {0, never, 0});
  const Operator unknown{.word = [](const Network&, const Layer&) -> std::string { return "Unknown"; },
                         .node = operators::softmax.node};
  const int b = toy.same(unknown, {a}), c = toy.conv(b, 2, {0, 0, 0, 0, 0, 1});
  Network net = toy.done({c});
  CHECK(channel_intervals(net)[static_cast<std::size_t>(b)] == std::vector(3, Interval{}));
  CHECK(remove_dead_channels(net) == 0);
  CHECK(net[a].dims == Dims{4, 4, 3});
  CHECK(net[b].dims == Dims{4, 4, 3});
}
