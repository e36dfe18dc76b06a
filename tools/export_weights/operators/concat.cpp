// SPDX-License-Identifier: BSL-1.0
// CONCATENATION, PACK.
#include "operators/concat.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "operators/activation.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::Axis;

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  std::vector<tinytmpl::core::Extent> parts;
  for (const int input : layer.inputs) parts.push_back(extent(net[input].dims));
  return tinytmpl::layers::concat(attributes<Axis>(layer), parts.data(), static_cast<int>(parts.size()));
}

Interval interval(const Evaluation& e, std::size_t c) {
  if (attributes<Axis>(e.layer) == Axis::channels)
    for (std::size_t i = 0; i < e.layer.inputs.size(); ++i) {
      if (c < e.channels(i)) return clamped(e.in(i, c), e.clamp);
      c -= e.channels(i);
    }
  Interval x = e.in(0, c);
  for (std::size_t i = 1; i < e.layer.inputs.size(); ++i) x = hull(x, e.in(i, c));
  return clamped(x, e.clamp);
}

void tie(Ties& ties, const Layer& layer) {
  std::size_t first = 0;
  for (const int input : layer.inputs) {
    ties.tie(input, layer.output(), first);
    if (attributes<Axis>(layer) == Axis::channels) first += ties.count(input);
  }
}

void finish(Reading& r, Layer layer, const std::vector<int>& shape, Dims dims) {
  layer.activation = r.fused();
  if (layer.inputs.size() == 1) {
    if (layer.activation == Activation::none) layer = {&operators::reshape, layer.inputs, {}};
    else layer = {&operators::activation, layer.inputs, {}, layer.activation};
  }
  r.finish(std::move(layer), shape, std::move(dims));
}

void read(Reading& r) {
  if (r.inputs() == 0) r.refuse("it has no inputs; the file is damaged");
  std::vector<int> shape = r.input(0).shape;
  const int axis = r.axis(r.attributes().integer("axis"), shape.size());
  int& size = shape[static_cast<std::size_t>(axis)];
  std::vector<int> tensors;
  std::vector<std::vector<int>> shapes;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < r.inputs(); ++i) {
    tensors.push_back(r.activation(i));
    r.expect_same_quantization(i);
    shapes.push_back(r.input(i).shape);
    if (shapes[i].size() == shape.size()) size = shapes[i][static_cast<std::size_t>(axis)], sum += size;
    if (shapes[i] != shape)
      r.refuse(r.input(i), fmt::format("its shape {} does not fit to {} along axis {}", dimensions(shapes[i]),
                                       dimensions(shapes[0]), axis));
  }
  if (sum > INT32_MAX) r.refuse(r.output(), "it is too large");
  size = static_cast<int>(sum);
  r.expect_shape(shape);
  Dims dims;
  Layer layer = join(r, std::move(tensors), shapes, axis, dims);
  finish(r, std::move(layer), shape, std::move(dims));
}

/// An axis more, along which the inputs lie one after the other.
void read_pack(Reading& r) {
  if (r.inputs() == 0) r.refuse("it has no inputs; the file is damaged");
  const std::vector<int> part = r.input(0).shape;
  const int axis = r.axis(r.attributes().integer("axis"), part.size() + 1);
  std::vector<int> tensors, shape = part;
  shape.insert(shape.begin() + axis, static_cast<int>(r.inputs()));
  for (std::size_t i = 0; i < r.inputs(); ++i) {
    tensors.push_back(r.activation(i));
    r.expect_same_quantization(i);
    if (r.input(i).shape != part)
      r.refuse(r.input(i), fmt::format("its shape {} is not that of the first, {}", dimensions(r.input(i).shape),
                                       dimensions(part)));
  }
  r.expect_shape(shape);
  const bool first = std::all_of(part.begin(), part.begin() + axis, [](int dim) { return dim == 1; });
  Dims dims;
  // In front of all that is longer than 1 they lie one behind the other, whatever the library calls their first axis.
  Layer layer = first ? join(r, tensors, {r.inputs(), r.dims(tensors[0])}, 0, dims)
                      : join(r, tensors, {r.inputs(), part}, axis, dims);
  finish(r, std::move(layer), shape, std::move(dims));
}

}  // namespace

Layer join(Reading& r, std::vector<int> tensors, const std::vector<std::vector<int>>& shapes, int axis, Dims& dims) {
  const auto product = [](auto begin, auto end) { return std::accumulate(begin, end, 1, std::multiplies<>()); };
  dims = r.dims(tensors[0]);
  const auto rank = std::ssize(shapes[0]), dropped = rank - std::ssize(dims);
  const auto is_plain = [&](std::size_t i) {
    const std::vector<int>& shape = shapes[i];
    const Dims& own = r.dims(tensors[i]);
    return std::ssize(own) == rank - dropped && std::equal(shape.begin() + dropped, shape.end(), own.begin());
  };
  bool plain = dropped >= 0 && axis >= dropped && axis < rank;
  for (std::size_t i = 0; i < tensors.size(); ++i) plain = plain && is_plain(i);
  auto along = static_cast<std::size_t>(axis - dropped);
  if (!plain) {
    const int outer = product(shapes[0].begin(), shapes[0].begin() + axis);
    const int rows = dims.size() == 3 && outer % dims[0] == 0 ? dims[0] : 1;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const int inner = product(shapes[i].begin() + axis, shapes[i].end());
      tensors[i] = r.reshaped(tensors[i], rows > 1 ? Dims{rows, outer / rows, inner} : Dims{outer, inner});
    }
    dims = r.dims(tensors[0]), along = dims.size() - 1;
  }
  dims[along] = 0;
  for (const int tensor : tensors) dims[along] += r.dims(tensor)[along];
  return {&operators::concat, std::move(tensors), {}, static_cast<Axis>(3 - dims.size() + along)};
}

const Operator operators::concat{
    [](const Network&, const Layer& layer) { return (Word("Concat") << axis_word(attributes<Axis>(layer))).text(); },
    node, interval, tie};

Rules rules::concat() {
  return {{"CONCATENATION", read, Effect::moves, Axes::joined}, {"PACK", read_pack, Effect::moves, Axes::joined}};
}

}  // namespace exporter
