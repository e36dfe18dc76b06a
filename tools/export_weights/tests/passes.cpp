// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>

#include "operators/arithmetic.hpp"
#include "operators/concat.hpp"
#include "operators/reshape.hpp"
#include "operators/softmax.hpp"
#include "passes/split_activations.hpp"
#include "passes/split_concats.hpp"
#include "passes/tidy_reshapes.hpp"
#include "toy.hpp"

using namespace exporter;

namespace {

/// `count` inputs of two channels, joined.
Network joined(int count) {
  Toy toy;
  std::vector<int> inputs;
  for (int i = 0; i < count; ++i) inputs.push_back(toy.input({3, 3, 2}));
  const int out = toy.tensor({3, 3, 2 * count});
  toy.add(operators::concat, inputs, out, tinytmpl::Axis::channels).activation = Activation::relu;
  return toy.done({out});
}

/// The inputs in the order in which a concat tree joins them.
void leaves(const Network& net, int tensor, std::vector<int>& out) {
  for (const Layer& layer : net.layers)
    if (layer.output() == tensor) {
      for (const int input : layer.inputs) leaves(net, input, out);
      return;
    }
  out.push_back(tensor);
}

}  // namespace

TEST_CASE("A Concat of more than eight becomes a tree in order") {
  for (const int count : {2, 8, 9, 16, 17, 64, 65, 100}) {
    Network net = joined(count);
    split_concats(net);
    std::vector<int> order;
    leaves(net, net.outputs[0], order);
    CHECK(order == net.inputs);
    int activations = 0;
    for (const Layer& layer : net.layers) {
      CHECK(layer.inputs.size() >= 2);
      CHECK(layer.inputs.size() <= 8);
      int channels = 0;
      for (const int input : layer.inputs) channels += net[input].dims.back();
      CHECK(net.out(layer).dims == Dims{3, 3, channels});
      activations += layer.activation != Activation::none;
    }
    CHECK(activations == 1);
    CHECK(net.layers.back().output() == net.outputs[0]);
  }
}

TEST_CASE("Of reshapes behind each other the last stays") {
  Toy toy;
  const int in = toy.input({4, 4, 2}), a = toy.tensor({32}), b = toy.tensor({8, 4}), c = toy.tensor({2, 16});
  toy.add(operators::reshape, {in}, a);
  toy.add(operators::reshape, {a}, b);
  toy.add(operators::reshape, {b}, c);
  Network net = toy.done({toy.same(operators::softmax, {c})});
  tidy_reshapes(net);
  REQUIRE(net.layers.size() == 2);
  CHECK(net.layers[0].inputs == std::vector{in});
  CHECK(net.layers[0].output() == c);
}

TEST_CASE("A reshape that changes nothing goes, unless it is all there is") {
  Toy toy;
  const int in = toy.input({4, 2}), a = toy.tensor({4, 2});
  toy.add(operators::reshape, {in}, a);
  SECTION("before another layer") {
    Network net = toy.done({toy.same(operators::softmax, {a})});
    tidy_reshapes(net);
    REQUIRE(net.layers.size() == 1);
    CHECK(net.layers[0].inputs == std::vector{in});
  }
  SECTION("between input and output") {
    Network net = toy.done({a});
    tidy_reshapes(net);
    CHECK(net.layers.size() == 1);
  }
  SECTION("behind a layer") {
    Toy other;
    const int x = other.same(operators::softmax, {other.input({4, 2})}), y = other.tensor({4, 2});
    other.add(operators::reshape, {x}, y);
    Network net = other.done({y});
    tidy_reshapes(net);
    CHECK(net.layers.size() == 1);
    CHECK(net.outputs == std::vector{x});
  }
}

TEST_CASE("A reshape that others read stays for them") {
  Toy toy;
  const int in = toy.input({4, 2}), a = toy.tensor({8}), b = toy.tensor({2, 4});
  toy.add(operators::reshape, {in}, a);
  toy.add(operators::reshape, {a}, b);
  Network net = toy.done({toy.same(operators::softmax, {a}), toy.same(operators::softmax, {b})});
  tidy_reshapes(net);
  CHECK(net.layers.size() == 4);
  CHECK(net.layers[1].inputs == std::vector{in});
}

TEST_CASE("A fused activation of a join becomes a layer, of others it stays") {
  Toy toy;
  const int in = toy.input({4, 4, 2}), a = toy.conv(in, 2), sum = toy.same(operators::add, {a, in});
  toy.net.layers.back().activation = Activation::relu6;
  Network net = toy.done({sum});
  split_activations(net);
  REQUIRE(net.layers.size() == 3);
  CHECK(net.layers[0].activation == Activation::relu);
  CHECK(net.layers[1].activation == Activation::none);
  CHECK(net.layers[2].op == &operators::activation);
  CHECK(attributes<Activation>(net.layers[2]) == Activation::relu6);
  CHECK(net.layers[2].inputs == std::vector{net.layers[1].output()});
  CHECK(net.layers[2].output() == sum);
  CHECK(net.out(net.layers[1]).quantization == net[sum].quantization);
}
