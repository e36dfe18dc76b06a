// SPDX-License-Identifier: BSL-1.0
#include "evaluate/nodes.hpp"

#include <map>

#include "emit/parameters.hpp"
#include "operators/operator.hpp"

namespace exporter {

using tinytmpl::core::Node;

std::optional<Description> describe(const Network& net) {
  if (2 * net.layers.size() + net.inputs.size() + 1 > most_nodes / 2) return {};  // a layer becomes at most four nodes
  if (net.outputs.size() > tinytmpl::core::max_operands) return {};
  Description result;
  NodeNetwork& nodes = result.nodes;
  nodes.input_count = static_cast<int>(net.inputs.size());
  std::map<int, int> node_of;  // the tensors
  const auto add = [&](Node node, const tinytmpl::Parameters& given, int layer,
                       const tinytmpl::graph::Tensors<tinytmpl::core::max_operands>& inputs) {
    node.layer = static_cast<int>(result.parameters.size());
    result.parameters.push_back(given), result.layers.push_back(layer);
    return append_node(nodes, node, inputs);
  };
  for (const int input : net.inputs) {
    Node node;
    node.out.extent = extent(net[input].dims);
    node_of[input] = add(node, {.output = net[input].quantization, .element = net[input].element}, -1, {});
  }
  for (int i = 0; const Layer& layer : net.layers) {
    tinytmpl::graph::Tensors<tinytmpl::core::max_operands> inputs;
    for (int k = 0; const int input : computed_inputs(net, layer)) inputs[k++] = node_of.at(input);
    int node = add(layer.op->node(net, layer), own_parameters(net, layer), i, inputs);
    if (layer.activation != Activation::none)
      node = add(tinytmpl::core::elementwise("", nodes[node].out.extent, tinytmpl::core::rescaled, layer.activation),
                 {.output = net.out(layer).quantization, .element = net.out(layer).element}, i, {node});
    node_of[layer.output()] = node;
    ++i;
  }
  Node output = tinytmpl::core::output_node();
  for (const int tensor : net.outputs) {
    const int k = output.operand_count++;
    output.operands[k] = {node_of.at(tensor), nodes[node_of.at(tensor)].out.extent, {}};
    tinytmpl::core::read_whole(output, k);
  }
  nodes.add(output);
  return result;
}

}  // namespace exporter
