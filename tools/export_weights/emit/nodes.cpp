// SPDX-License-Identifier: BSL-1.0
#include "emit/nodes.hpp"

#include <map>

#include "operators/operator.hpp"

namespace exporter {

using tinytmpl::core::Curve;
using tinytmpl::core::Node;
using tinytmpl::core::Op;

std::optional<NodeNetwork> describe(const Network& net) {
  if (2 * net.layers.size() + net.inputs.size() + 1 > most_nodes / 2) return {};  // a layer becomes at most four nodes
  if (net.outputs.size() > tinytmpl::core::max_operands) return {};
  NodeNetwork nodes;
  nodes.input_count = static_cast<int>(net.inputs.size());
  std::map<int, int> node_of;  // the tensors
  int position = 0;
  const auto add = [&](Node node, const Tensor& tensor,
                       const tinytmpl::graph::Tensors<tinytmpl::core::max_operands>& inputs, bool quantized) {
    node.layer = position;
    if (quantized) node.out.quantization = tensor.quantization;
    return append_node(nodes, node, inputs);
  };
  for (const int input : net.inputs) {
    Node node;
    node.out.extent = extent(net[input].dims);
    node_of[input] = add(node, net[input], {}, true);
    ++position;
  }
  for (const Layer& layer : net.layers) {
    tinytmpl::graph::Tensors<tinytmpl::core::max_operands> inputs;
    for (int k = 0; const int input : computed_inputs(net, layer)) inputs[k++] = node_of.at(input);
    const bool fused = layer.activation != Activation::none;
    const Tensor& tensor = net.out(layer);
    int node = add(layer.op->node(net, layer), tensor, inputs, !fused);
    if (fused)
      node = add(tinytmpl::core::elementwise("", nodes[node].out.extent, Curve::scaled, layer.activation), tensor,
                 {node}, true);
    node_of[layer.output()] = node;
    ++position;
  }
  Node output = tinytmpl::core::output_node();
  for (const int tensor : net.outputs) {
    const int k = output.operand_count++;
    output.operands[k] = {node_of.at(tensor), nodes[node_of.at(tensor)].out.extent, {}};
    tinytmpl::core::read_whole(output, k);
  }
  nodes.add(output);
  return nodes;
}

}  // namespace exporter
