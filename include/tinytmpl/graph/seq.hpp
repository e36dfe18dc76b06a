// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/network.hpp>
#include <tinytmpl/graph/words.hpp>
#include <tinytmpl/layers/arithmetic.hpp>
#include <tinytmpl/layers/reshape.hpp>

namespace tinytmpl::graph {

/// Tensors that a word is applied to.
template <int count>
using Tensors = Array<int, count>;

/// The description of `Layer` on tensors of `net`; of a layer that takes another number of them, a fault.
template <class Layer, int capacity, int count>
constexpr Node describe_layer(const Network<capacity>& net, const Tensors<count>& inputs) {
  return [&]<int... k>(std::integer_sequence<int, k...>) {
    if constexpr (requires { Layer::describe(net[inputs[k]].out.extent...); }) {
      return Layer::describe(net[inputs[k]].out.extent...);
    } else {
      Node node = unary(Op::move, "", net[inputs[0]].out.extent, net[inputs[0]].out.extent);
      constexpr bool takes_one = requires { Layer::describe(Extent{}); };
      constexpr bool takes_two = requires { Layer::describe(Extent{}, Extent{}); };
      node.require(takes_one || takes_two, Rule::a_layer, 1, 0);
      node.require(false, Rule::operands, takes_two ? 2 : 1, count);
      return node;
    }
  }(std::make_integer_sequence<int, count>{});
}

/// Appends `node`, applied to `inputs`, behind the constants that it is given and what it keeps, and what the next layer reads it as.
template <int capacity, int count>
constexpr int append_node(Network<capacity>& net, Node node, const Tensors<count>& inputs) {
  for (int k = 0, next = 0; k < node.operand_count; ++k) {
    Operand& operand = node.operands[k];
    if (operand.given) operand.node = net.add(constant_node(operand.extent, node.layer));
    else operand.node = inputs[next < count ? next++ : 0];
  }
  for (int s = 0; s < node.state_count; ++s)
    node.operands[node.operand_count - node.state_count + s].node = net.add(state_of(node, s));
  const int index = net.add(node);
  if (node.seen_as.rank == 0 || node.seen_as == node.out.extent) return index;
  Node view = reshape("Reshape", node.out.extent, node.seen_as);
  view.layer = node.layer;
  view.operands[0].node = index;
  return net.add(view);
}

/// Appends what `Layer` says of itself on `inputs`; `layer` counts the user's words.
template <class Layer, int capacity, int count>
constexpr int append_layer(Network<capacity>& net, int& layer, const Tensors<count>& inputs) {
  Node node = describe_layer<Layer>(net, inputs);
  node.require(node.out.extent.size() <= max_elements, Rule::tensor_size, max_elements, node.out.extent.size());
  if (node.out.extent.size() > max_elements) node.out.extent = {};
  node.fault.layer = node.layer = layer++;
  return append_node(net, node, inputs);
}

/// Appends a layer, or a composite, which knows where its parts go.
template <class Word, int capacity, int count>
constexpr int append(Network<capacity>& net, int& layer, const Tensors<count>& inputs) {
  if constexpr (requires { Word::append(net, layer, inputs); }) return Word::append(net, layer, inputs);
  else return append_layer<Word>(net, layer, inputs);
}

}  // namespace tinytmpl::graph

namespace tinytmpl {

/// Words one after the other; the first one may take several tensors.
template <class... Words>
struct Seq {
  using Parts = core::List<Words...>;

  template <int capacity, int count>
  static constexpr int append(graph::Network<capacity>& net, int& layer, const graph::Tensors<count>& inputs) {
    if constexpr (sizeof...(Words) == 0) return inputs[0];
    else return append_all<Words...>(net, layer, inputs);
  }

 private:
  // Through an array of functions: Clang folds at most 256 words.
  template <class First, class... Rest, int capacity, int count>
  static constexpr int append_all(graph::Network<capacity>& net, int& layer, const graph::Tensors<count>& inputs) {
    int tensor = graph::append<First>(net, layer, inputs);
    using Append = int(graph::Network<capacity>&, int&, const graph::Tensors<1>&);
    const core::Array<Append*, sizeof...(Rest)> rest{&graph::append<Rest, capacity, 1>...};
    for (Append* part : rest) tensor = part(net, layer, {tensor});
    return tensor;
  }
};

/// `Body`, plus its input; or plus `Shortcut` of its input.
///
/// shapes   the body's and the shortcut's outputs are alike -> the same
/// rejects  a body that changes the shape, without a shortcut that does so too
/// source   as Add
template <class Body, class Shortcut = Seq<>>
struct Residual {
  using Parts = core::List<Body, Shortcut>;

  static constexpr core::Node describe(core::Extent shortcut, core::Extent body) {
    core::Node node = Add::describe(shortcut, body);
    node.require_equal(core::Rule::height, shortcut.h, body.h);
    node.require_equal(core::Rule::width, shortcut.w, body.w);
    node.require_equal(core::Rule::channels, shortcut.c, body.c);
    return node;
  }

  template <int capacity, int count>
  static constexpr int append(graph::Network<capacity>& net, int& layer, const graph::Tensors<count>& inputs) {
    const graph::Tensors<1> input{inputs[0]};
    const int body = graph::append<Body>(net, layer, input);
    const int shortcut = graph::append<Shortcut>(net, layer, input);
    const int sum = graph::append_layer<Residual>(net, layer, graph::Tensors<2>{shortcut, body});
    net[sum].require_equal(core::Rule::operands, 1, count);
    return sum;
  }
};

}  // namespace tinytmpl

namespace tinytmpl::graph {

/// Ends a network: what `results` hold stays until the next inference. `layer` counts the user's words.
template <int capacity, int count>
constexpr int append_outputs(Network<capacity>& net, const Tensors<count>& results, int layer) {
  Node output = output_node();
  output.operand_count = minimum(count, max_operands);
  if (count > max_operands) output.fault = {Rule::network_outputs, layer, max_operands, count};
  for (int k = 0; k < output.operand_count; ++k) {
    output.operands[k] = {results[k], net[results[k]].out.extent, {}};
    read_whole(output, k);
  }
  return net.add(output);
}

/// The shapes of a network's inputs, as values.
template <int... extents>
constexpr Array<Extent, 1> input_extents(Shape<extents...>) {
  return {Shape<extents...>::extent};
}
template <class... Shapes>
constexpr Array<Extent, sizeof...(Shapes)> input_extents(InputShapes<Shapes...>) {
  return {Shapes::extent...};
}

template <class Other>
constexpr Array<Extent, 1> input_extents(Other) {
  static_assert(std::is_same_v<Other, void>,
                "tinytmpl: behind the network stands the Shape<...> of its input, or InputShapes<Shape<...>...>");
  return {Extent{.rank = 0}};  // a fault that has been said
}

/// The network that `Net` describes on inputs of `extents`, as the user wrote it.
template <class Net, int inputs>
constexpr auto describe(const Array<Extent, inputs>& extents) {
  Network<most_nodes<Net>() + inputs + 2> net;  // a fed input may be two
  net.input_count = inputs;
  Tensors<inputs> tensors;
  for (int i = 0; i < inputs; ++i) {
    Node input;
    input.out.extent = extents[i], input.layer = i;
    input.require(input.out.extent.rank > 0, Rule::valid_shape, 1, 0);
    tensors[i] = net.add(input);
  }
  int layer = inputs;
  const int last = append<Net>(net, layer, tensors);
  if (net.outputs().op != Op::output) append_outputs(net, Tensors<1>{last}, layer);  // a Graph names its own
  for (int i = 0; i < net.count; ++i) {
    net[i].require(net[i].out.extent.h <= max_rows, Rule::rows, max_rows, net[i].out.extent.h);
    if (net[i].op == Op::output && i + 1 < net.count) net[i].fault = {Rule::whole_graph, layer, 1, 0};
  }
  return net;
}

}  // namespace tinytmpl::graph
