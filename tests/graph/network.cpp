// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/network.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;

constexpr Node node_on(int a, int b = -1) {
  Node node;
  node.op = Op::add, node.macs = 10, node.weights = 3, node.biases = 2;
  node.operand_count = b < 0 ? 1 : 2;
  node.operands[0].node = a, node.operands[1].node = b;
  return node;
}

/// 0 -> 1 -> 2, and 3 = (1, 2), 4 = (3, 3)
constexpr Network<8> diamond = [] {
  Network<8> net;
  net.add(Node{});
  for (const Node& node : {node_on(0), node_on(1), node_on(1, 2), node_on(3, 3)}) net.add(node);
  return net;
}();
static_assert(diamond.count == 5 && diamond.end() - diamond.begin() == 5);
static_assert(diamond.readers(0) == 1 && diamond.readers(1) == 2 && diamond.readers(3) == 2 && diamond.readers(4) == 0);
static_assert(reader_counts(diamond)[1] == 2 && reader_counts(diamond)[4] == 0);
static_assert(&diamond.operand(3, 1) == &diamond[2] && &diamond.outputs() == &diamond[4]);
static_assert(total_macs(diamond) == 40 && total_parameters(diamond) == 20);
static_assert(!first_fault(diamond).found());
static_assert(trim<5>(diamond).nodes.size() == 5 && trim<5>(diamond)[4].in(1).node == 3);

constexpr auto operands = [](const auto& net, int i, int a, int b) {
  return net[i].in(0).node == a && (net[i].operand_count == 1 || net[i].in(1).node == b);
};

constexpr auto inserted = [] {
  auto net = diamond;
  net.insert(2, node_on(0));
  return net;
}();
static_assert(inserted.count == 6 && operands(inserted, 2, 0, 0));
static_assert(operands(inserted, 3, 1, -1) && operands(inserted, 4, 1, 3) && operands(inserted, 5, 4, 4));

constexpr auto replaced = [] {
  auto net = diamond;
  net.replace(2, 1);  // whoever read 2 reads 1
  return net;
}();
static_assert(replaced.count == 4 && operands(replaced, 2, 1, 1) && operands(replaced, 3, 2, 2));

}  // namespace

TEST_CASE("the first fault is the first node's") {
  auto net = diamond;
  net[3].require(false, Rule::width, 1, 2);
  net[2].require(false, Rule::height, 3, 4);
  CHECK(first_fault(net).rule == Rule::height);
}
