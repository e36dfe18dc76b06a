// SPDX-License-Identifier: BSL-1.0
// SELECT_V2, SELECT.
#include <tinytmpl/layers/select.hpp>

#include <algorithm>

#include "operators/binary.hpp"
#include "operators/lookup.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const auto extent_of = [&](std::size_t i) { return extent(net.in(layer, i).dims); };
  const tinytmpl::core::Node node = tinytmpl::Select::describe(extent_of(0), extent_of(1), extent_of(2));
  return constant_operand(net, layer) ? tinytmpl::layers::with_constant(node, net.in(layer).is_constant()) : node;
}

const Operator select{.word = [](const Network& net, const Layer& layer) { return binary_word("Select", net, layer); },
                      .node = node,
                      .tie = tie_binary};

/// TFLite names the condition first. Bytes are taken whatever they stand for.
void read(Reading& r) {
  r.expect_inputs(3, 3);
  if (r.input(0).dtype != Dtype::boolean) r.refuse(r.input(0), "it is not of bool; the file is damaged");
  if (r.is_constant(0)) r.refuse(r.input(0), "it is a constant; take a part of the tensors, or mask them with a MUL");
  if (r.is_constant(1) && r.is_constant(2))
    r.refuse("both of its choices are constants; CAST the condition, and multiply it");
  Layer layer{&select, {}, {}};
  for (const std::size_t i : {1U, 2U})
    layer.inputs.push_back(r.is_constant(i) ? r.constant_operand(i) : r.activation(i));
  for (int& input : layer.inputs) {
    r.expect_element(r.element(input));
    input = reinterpreted(r, input, r.output_quantization());
  }
  layer.inputs.push_back(r.activation(0));
  std::vector<int> shape = broadcast(r, broadcast(r, r.input(0).shape, r.input(1).shape), r.input(2).shape);
  Dims dims = broadcast(r, broadcast(r, r.dims(layer.inputs[0]), r.dims(layer.inputs[1])), r.dims(layer.inputs[2]));
  r.finish(std::move(layer), shape, std::move(dims));
}

}  // namespace

Rules rules::select() {
  return {{.type = "SELECT_V2", .lower = read, .effect = Effect::elementwise, .types = Types::several},
          {.type = "SELECT", .lower = read, .effect = Effect::elementwise, .types = Types::several}};
}

}  // namespace exporter
