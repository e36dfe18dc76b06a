// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/network.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

constexpr Node node_on(int a, int b = -1) {
  Node node;
  node.op = Op::add, node.macs = 10, node.demands.weights = 3, node.demands.biases = 2;
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
static_assert(reader_counts(diamond)[0] == 1 && reader_counts(diamond)[1] == 2 && reader_counts(diamond)[3] == 2 &&
              reader_counts(diamond)[4] == 0);
static_assert(reader_counts(diamond)[1] == 2 && reader_counts(diamond)[4] == 0);
static_assert(&diamond.operand(3, 1) == &diamond[2] && &diamond.outputs() == &diamond[4]);
static_assert(total_macs(diamond) == 40 && total_parameters(diamond) == 20);
static_assert(!first_fault(diamond).found());
static_assert(trim<5>(diamond).nodes.size() == 5 && trim<5>(diamond)[4].in(1).node == 3);

constexpr auto operands = [](const auto& net, int i, int a, int b) {
  return net[i].in(0).node == a && (net[i].operand_count == 1 || net[i].in(1).node == b);
};

constexpr auto without_two = [] {
  auto net = diamond;
  Removals<8> removals;
  removals.replace(3, 2);  // whoever read 3 reads 2,
  removals.replace(2, 1);  // and so 1
  removals.carry_out(net);
  return net;
}();
static_assert(without_two.count == 3 && operands(without_two, 1, 0, -1) && operands(without_two, 2, 1, 1));

constexpr auto without_any = [] {
  auto net = diamond;
  Removals<8>().carry_out(net);
  return net;
}();
static_assert(without_any.count == 5 && operands(without_any, 3, 1, 2) && operands(without_any, 4, 3, 3));

}  // namespace

TEST_CASE("the first fault is the first node's") {
  auto net = diamond;
  net[3].require(false, Rule::width, 1, 2);
  net[2].require(false, Rule::height, 3, 4);
  CHECK(first_fault(net).rule == Rule::height);
}
