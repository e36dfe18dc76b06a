// SPDX-License-Identifier: BSL-1.0
// Custom operators that the user has a layer for. Of the layer nothing is known but its name.
#include "operators/own.hpp"

#include <fmt/format.h>

namespace exporter {
namespace {

struct OwnLayer {
  std::string word;
};

constexpr tinytmpl::core::Op own_op{1000};  // the first that the library leaves to users

/// As the report plans it: all that it reads must be there, and its output is where nothing is that it reads.
tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  using namespace tinytmpl::core;
  Node node = unary(own_op, "", extent(net.in(layer).dims), extent(net.out(layer).dims));
  node.operand_count = static_cast<int>(layer.inputs.size());
  for (int k = 0; k < node.operand_count; ++k) {
    node.operands[k].extent = extent(net.in(layer, static_cast<std::size_t>(k)).dims);
    read_whole(node, k);
  }
  return node;
}

void read(Reading& r) {
  constexpr std::size_t most = tinytmpl::core::max_operands;
  if (r.inputs() == 0 || r.inputs() > most)
    r.refuse(fmt::format("it has {} inputs; a layer of your own reads one to {} tensors", r.inputs(), most));
  Layer layer{&operators::own, {}, {}, OwnLayer{r.own_word()}};
  for (std::size_t i = 0; i < r.inputs(); ++i) {
    if (r.given(i) && r.is_constant(i))
      r.refuse(r.input(i),
               "a layer of your own is given no constants of the file; write them into the layer, and take "
               "them out of the operator's inputs");
    layer.inputs.push_back(r.activation(i));
  }
  r.finish(std::move(layer), r.output().shape);
}

}  // namespace

const Operator operators::own{
    .word = [](const Network&, const Layer& layer) { return attributes<OwnLayer>(layer).word; }, .node = node};

const Rule own_rule{"", read};

}  // namespace exporter
