// SPDX-License-Identifier: BSL-1.0
#include "emit/nodes.hpp"

#include <map>

#include <tinytmpl/layers/concat.hpp>
#include <tinytmpl/layers/conv2d.hpp>
#include <tinytmpl/layers/dense.hpp>
#include <tinytmpl/layers/depthwise_conv2d.hpp>
#include <tinytmpl/layers/pad.hpp>
#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/reduce.hpp>
#include <tinytmpl/layers/softmax.hpp>

namespace exporter {
namespace {

using tinytmpl::Curve;
using tinytmpl::Extent;
using tinytmpl::Node;
using tinytmpl::Op;

Extent extent(const Dims& dims) {
  const int rank = static_cast<int>(dims.size());
  return {dim(dims, Axis::height), dim(dims, Axis::width), dim(dims, Axis::channels), rank};
}

tinytmpl::Quantization quantization(const Tensor& tensor) {
  return {tensor.quantization.scale, tensor.quantization.zero_point};
}

tinytmpl::Window window(const Window& w) {
  return {w.kernel.h, w.kernel.w, w.stride.h, w.stride.w, w.dilation.h, w.dilation.w, w.same};
}

tinytmpl::Activation activation(Activation a) {
  switch (a) {
    case Activation::relu: return tinytmpl::Activation::relu;
    case Activation::relu6: return tinytmpl::Activation::relu6;
    case Activation::relu_n1_to_1: return tinytmpl::Activation::relu_n1_to_1;
    case Activation::none: break;
  }
  return tinytmpl::Activation::none;
}

Node arithmetic(const Network& net, const Layer& layer) {
  const Op op = layer.kind == Kind::add ? Op::add : layer.kind == Kind::sub ? Op::sub : Op::mul;
  const char* name = layer.kind == Kind::add ? "Add" : layer.kind == Kind::sub ? "Sub" : "Mul";
  const int multipliers = layer.kind == Kind::mul ? 1 : 3;
  const Extent in = extent(net.in(layer).dims);
  if (!has_constant_operand(layer))
    return tinytmpl::arithmetic(op, name, multipliers, in, extent(net.in(layer, 1).dims));
  const Extent constant = extent(layer.constants.dims), left = layer.constant_first ? constant : in,
               right = layer.constant_first ? in : constant;
  return tinytmpl::with_constant(tinytmpl::arithmetic(op, name, multipliers, left, right), layer.constant_first);
}

Node concat(const Network& net, const Layer& layer) {
  std::vector<Extent> parts;
  for (const int input : layer.inputs) parts.push_back(extent(net[input].dims));
  return tinytmpl::concat(static_cast<tinytmpl::Axis>(layer.axes[0]), parts.data(), static_cast<int>(parts.size()));
}

Node mean(const Layer& layer, Extent in) {
  tinytmpl::Axes axes;
  for (const Axis axis : layer.axes) axes.add(static_cast<tinytmpl::Axis>(axis));
  return tinytmpl::mean("Mean", in, axes, layer.keep_dims);
}

Node describe(const Network& net, const Layer& layer) {
  const Extent in = extent(net.in(layer).dims), out = extent(net.out(layer).dims);
  const bool biases = layer.constants.has_biases;
  const Padding& p = layer.padding;
  switch (layer.kind) {
    case Kind::conv2d: return tinytmpl::conv2d(in, out.c, window(layer.window), layer.groups, biases);
    case Kind::depthwise_conv2d: return tinytmpl::depthwise_conv2d(in, window(layer.window), out.c / in.c, biases);
    case Kind::dense: return tinytmpl::dense(in, out.c, layer.last_axis, biases);
    case Kind::max_pool2d: return tinytmpl::pool(Op::max_pool, in, window(layer.window));
    case Kind::average_pool2d: return tinytmpl::pool(Op::average_pool, in, window(layer.window));
    case Kind::mean: return mean(layer, in);
    case Kind::add:
    case Kind::sub:
    case Kind::mul: return arithmetic(net, layer);
    case Kind::activation: return tinytmpl::elementwise("", in, Curve::scaled, activation(layer.activation));
    case Kind::leaky_relu: return tinytmpl::elementwise("", in, Curve::leaky_relu);
    case Kind::hard_swish: return tinytmpl::elementwise("", in, Curve::hard_swish);
    case Kind::sigmoid: return tinytmpl::elementwise("", in, Curve::sigmoid);
    case Kind::tanh: return tinytmpl::elementwise("", in, Curve::tanh);
    case Kind::quantize: return tinytmpl::elementwise("", in, Curve::scaled);
    case Kind::softmax: return tinytmpl::Softmax::describe(in);
    case Kind::concat: return concat(net, layer);
    case Kind::pad: return tinytmpl::pad(in, {p.top, p.bottom, p.left, p.right, p.before, p.after});
    case Kind::reshape: return tinytmpl::reshape("", in, out);
  }
  return {};
}

}  // namespace

std::optional<NodeNetwork> describe(const Network& net) {
  if (2 * net.layers.size() + net.inputs.size() + 1 > most_nodes / 2) return {};  // a layer becomes at most four nodes
  if (net.outputs.size() > tinytmpl::max_operands) return {};
  NodeNetwork nodes;
  nodes.input_count = static_cast<int>(net.inputs.size());
  std::map<int, int> node_of;  // the tensors
  int position = 0;
  const auto add = [&](Node node, const Tensor& tensor, const tinytmpl::Tensors<tinytmpl::max_operands>& inputs,
                       bool quantized) {
    node.layer = position;
    if (quantized) node.out.quantization = quantization(tensor);
    return append_node(nodes, node, inputs);
  };
  for (const int input : net.inputs) {
    Node node;
    node.out.extent = extent(net[input].dims);
    node_of[input] = add(node, net[input], {}, true);
    ++position;
  }
  for (const Layer& layer : net.layers) {
    tinytmpl::Tensors<tinytmpl::max_operands> inputs;
    for (std::size_t k = 0; k < layer.inputs.size(); ++k) inputs[static_cast<int>(k)] = node_of.at(layer.inputs[k]);
    const bool fused = layer.activation != Activation::none && layer.kind != Kind::activation;
    const Tensor& tensor = net.out(layer);
    int node = add(describe(net, layer), tensor, inputs, !fused);
    if (fused)
      node = add(tinytmpl::elementwise("", nodes[node].out.extent, Curve::scaled, activation(layer.activation)), tensor,
                 {node}, true);
    node_of[layer.output] = node;
    ++position;
  }
  Node output = tinytmpl::output_node();
  for (const int tensor : net.outputs) {
    const int k = output.operand_count++;
    output.operands[k] = {node_of.at(tensor), nodes[node_of.at(tensor)].out.extent, {}};
    tinytmpl::read_whole(output, k);
  }
  nodes.add(output);
  return nodes;
}

}  // namespace exporter
