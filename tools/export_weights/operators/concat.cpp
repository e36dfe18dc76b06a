// SPDX-License-Identifier: BSL-1.0
// CONCATENATION.
#include "operators/concat.hpp"

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

void read(Reading& r) {
  if (r.inputs() == 0) r.refuse("it has no inputs; the file is damaged");
  const Value& first = r.input(0);
  const int axis = r.axis(r.attributes().integer("axis"), first.shape.size());
  Layer layer{&operators::concat, {}, {}, r.library_axis(first, axis)};
  layer.activation = r.fused();
  std::vector<int> shape = first.shape;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < r.inputs(); ++i) {
    layer.inputs.push_back(r.activation(i));
    r.expect_same_quantization(i);
    std::vector<int> part = r.input(i).shape;
    const bool same_rank = part.size() == shape.size();
    if (same_rank)
      sum += part[static_cast<std::size_t>(axis)],
          part[static_cast<std::size_t>(axis)] = first.shape[static_cast<std::size_t>(axis)];
    if (!same_rank || part != first.shape || (first.shape[0] != 1 && axis == 0 && first.shape.size() > 1))
      r.refuse(r.input(i), fmt::format("its shape {} does not fit to {} along axis {}", dimensions(r.input(i).shape),
                                       dimensions(first.shape), axis));
  }
  if (sum > INT32_MAX) r.refuse(r.output(), "it is too large");
  shape[static_cast<std::size_t>(axis)] = static_cast<int>(sum);
  if (layer.inputs.size() == 1) {
    if (layer.activation == Activation::none) layer = {&operators::reshape, layer.inputs, {}};
    else layer = {&operators::activation, layer.inputs, {}, layer.activation};
  }
  r.finish(std::move(layer), shape);
}

}  // namespace

const Operator operators::concat{
    [](const Network&, const Layer& layer) { return (Word("Concat") << axis_word(attributes<Axis>(layer))).text(); },
    node, interval, tie};

Rules rules::concat() { return {{"CONCATENATION", read, Effect::moves, Axes::joined}}; }

}  // namespace exporter
