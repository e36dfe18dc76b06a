// SPDX-License-Identifier: BSL-1.0
#include "operators/binary.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "text.hpp"

namespace exporter {

std::vector<int> broadcast(const Reading& r, const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> out(std::max(a.size(), b.size()));
  for (std::size_t i = 1; i <= out.size(); ++i) {
    const int x = i <= a.size() ? a[a.size() - i] : 1, y = i <= b.size() ? b[b.size() - i] : 1;
    if (x != y && x != 1 && y != 1)
      r.refuse(r.input(1), fmt::format("the shapes {} and {} do not broadcast", dimensions(a), dimensions(b)));
    out[out.size() - i] = std::max(x, y);
  }
  return out;
}

namespace {

/// What is computed comes first, for the order of messages.
Dims broadcast_dims(const Reading& r, const Layer& layer) {
  const std::size_t computed = r.is_constant(0) ? 1 : 0;
  return broadcast(r, r.dims(layer.inputs[computed]), r.dims(layer.inputs[1 - computed]));
}

}  // namespace

std::string binary_word(const char* name, const Network& net, const Layer& layer) {
  const Tensor* const constant = constant_operand(net, layer);
  if (!constant) return name;
  Word word("WithConstant");
  word << name << shape_word(constant->dims);
  if (net.in(layer).is_constant()) word << "ConstantFirst";
  return word.text();
}

void tie_binary(Ties& ties, const Layer& layer) {
  for (const int input : layer.inputs)
    if (ties.count(input) == ties.count(layer.output())) ties.tie(input, layer.output());
    else if (!ties.is_constant(input)) ties.keep(input), ties.keep(layer.output());
}

Layer read_binary(Reading& r, const Operator& op) {
  r.expect_inputs(2, 2);
  const bool first = r.is_constant(0), second = r.is_constant(1);
  Layer layer{&op, {}, {}};
  if (first != second) {
    const int activation = r.activation(first ? 1 : 0), constant = r.constant_operand(first ? 0 : 1);
    layer.inputs = first ? std::vector{constant, activation} : std::vector{activation, constant};
  } else {
    layer.inputs = {r.activation(0), r.activation(1)};
  }
  for (const int input : layer.inputs) {
    if (!r.mixes_types()) r.expect_element(r.element(input));
    else if (r.element(input) != r.element(layer.inputs[0]))
      r.refuse("its inputs are of two types; the file is damaged");
  }
  broadcast_dims(r, layer);
  return layer;
}

void finish_binary(Reading& r, Layer layer) {
  const Dims dims = broadcast_dims(r, layer);
  r.finish(std::move(layer), broadcast(r, r.input(0).shape, r.input(1).shape), dims);
}

}  // namespace exporter
