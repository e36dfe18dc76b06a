// SPDX-License-Identifier: BSL-1.0
#include "emit/topology.hpp"

#include <catch2/catch.hpp>

#include "operators/arithmetic.hpp"
#include "operators/tanh.hpp"
#include "toy.hpp"

using namespace exporter;

namespace {

/// Layers by number; a Residual as (body|shortcut)+its own layer.
std::string text(const Chain& chain) {
  std::string out;
  for (const Item& item : chain) {
    if (!out.empty()) out += ' ';
    if (item.residual) out += '(' + text(item.body) + '|' + text(item.shortcut) + ")+";
    out += std::to_string(item.layer);
  }
  return out;
}

std::vector<std::string> texts(const Network& net) {
  std::vector<std::string> out;
  for (const Let& let : find_topology(net).lets) out.push_back(text(let.chain));
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A chain is one Seq") {
  Toy toy;
  const Network net = toy.done({toy.conv(toy.conv(toy.input({4, 4, 2}), 2), 3)});
  CHECK(texts(net) == Texts{"0 1"});
  CHECK(find_topology(net).is_chain);
}

TEST_CASE("Two branches that meet in an Add are a Residual, whatever the order of its operands") {
  Toy toy;
  const int a = toy.conv(toy.input({4, 4, 2}), 2), b = toy.conv(toy.conv(a, 2), 2);
  SECTION("shortcut second") {
    const Network net = toy.done({toy.conv(toy.same(operators::add, {b, a}), 2)});
    CHECK(texts(net) == Texts{"0 (1 2|)+3 4"});
    CHECK(find_topology(net).is_chain);
  }
  SECTION("shortcut first") { CHECK(texts(toy.done({toy.same(operators::add, {a, b})})) == Texts{"0 (1 2|)+3"}); }
  SECTION("with layers on both sides") {
    const int c = toy.conv(a, 2);
    CHECK(texts(toy.done({toy.same(operators::add, {c, b})})) == Texts{"0 (1 2|3)+4"});
  }
  SECTION("not of a Mul") { CHECK(texts(toy.done({toy.same(operators::mul, {a, b})})) == Texts{"0", "1 2", "3"}); }
  SECTION("not where a branch is read again") {
    const int sum = toy.same(operators::add, {a, b});
    const Network net = toy.done({toy.same(operators::mul, {sum, b})});
    CHECK(texts(net) == Texts{"0", "1 2", "3", "4"});
  }
  SECTION("not where a branch is an output") {
    const int sum = toy.same(operators::add, {a, b});
    CHECK_FALSE(find_topology(toy.done({sum, b})).is_chain);
  }
}

TEST_CASE("Residuals stand behind and inside each other, and at the beginning") {
  Toy toy;
  const int in = toy.input({4, 4, 2});
  SECTION("at the beginning, then another") {
    const int a = toy.same(operators::add, {toy.conv(in, 2), in}), b = toy.same(operators::add, {a, toy.conv(a, 2)});
    const Network net = toy.done({b});
    CHECK(texts(net) == Texts{"(0|)+1 (2|)+3"});
    CHECK(find_topology(net).is_chain);
  }
  SECTION("inside") {
    const int a = toy.conv(in, 2), b = toy.same(operators::add, {toy.conv(a, 2), a}),
              c = toy.same(operators::add, {b, in});
    CHECK(texts(toy.done({c})) == Texts{"(0 (1|)+2|)+3"});
  }
  SECTION("a tensor added to itself is none") {
    CHECK(texts(toy.done({toy.same(operators::add, {in, in})})) == Texts{"0"});
    CHECK_FALSE(find_topology(toy.net).is_chain);
  }
}

TEST_CASE("Every Let reads what is there already") {
  Toy toy;
  const int x = toy.input({4, 4, 2}), y = toy.input({4, 4, 2});
  const int a = toy.conv(x, 2), b = toy.conv(y, 2), c = toy.same(operators::add, {a, b}), d = toy.conv(c, 2);
  const int e = toy.conv(a, 2), f = toy.same(operators::mul, {d, e}), g = toy.conv(f, 2);
  const Network net = toy.done({g, c});
  std::vector<bool> there(net.tensors.size());
  for (const int input : net.inputs) there[static_cast<std::size_t>(input)] = true;
  std::size_t items = 0;
  for (const Let& let : find_topology(net).lets) {
    for (const int input : let.inputs) CHECK(there[static_cast<std::size_t>(input)]);
    there[static_cast<std::size_t>(let.output)] = true;
    items += let.chain.size();
  }
  CHECK(items == net.layers.size());
  for (const int output : net.outputs) CHECK(there[static_cast<std::size_t>(output)]);
}

TEST_CASE("Many nested branches are searched quickly and give up in order") {
  Toy toy;
  std::vector<int> forks{toy.input({4})};
  for (int i = 0; i < 300; ++i) forks.push_back(toy.same(operators::tanh, {forks.back()}));
  int sum = forks.back();
  for (std::size_t i = forks.size() - 1; i > 0; --i) sum = toy.same(operators::add, {sum, forks[i - 1]});
  const Network net = toy.done({sum});
  CHECK_FALSE(find_topology(net).lets.empty());
}

TEST_CASE("Layers take the order of their words") {
  Toy toy;
  const int in = toy.input({4, 4, 2});
  const int shortcut = toy.conv(in, 2), body = toy.conv(toy.conv(in, 2), 2);
  Network net = toy.done({toy.same(operators::add, {body, shortcut}), in});
  REQUIRE(texts(net) == Texts{"(1 2|0)+3"});
  order_layers(net);
  CHECK(texts(net) == Texts{"(0 1|2)+3"});
  CHECK(net.layers[2].output() == shortcut);
  CHECK(net.layers[3].inputs == std::vector{shortcut, body});  // as Residual adds them

  const std::vector<Layer> once = net.layers;
  order_layers(net);
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(net.layers[i].output() == once[i].output());
}

TEST_CASE("A shortcut without layers is the first operand of its sum") {
  Toy toy;
  const int in = toy.input({4, 4, 2}), body = toy.conv(in, 2);
  Network net = toy.done({toy.same(operators::add, {body, in})});
  order_layers(net);
  CHECK(net.layers[1].inputs == std::vector{in, body});
}
