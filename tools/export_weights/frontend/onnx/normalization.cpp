// SPDX-License-Identifier: BSL-1.0
// BatchNormalization, LayerNormalization, Softmax.
#include <cmath>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

/// Numbers, one for each channel, of an input.
Numbers per_channel(Importer& x, std::size_t input, std::size_t channels) {
  Numbers out = x.known_numbers(x.input(input));
  if (out.size() != channels)
    x.refuse(fmt::format("it has {} numbers for {} channels; the file is damaged", out.size(), channels));
  return out;
}

/// A convolution's or a dense layer's weights times a factor for each output channel, and a bias more; false: it cannot take
/// them.
bool becomes_part_of(Importer& x, const View& view, const Numbers& factors, const Numbers& offsets) {
  Operation* const op = x.layer(view.value);
  if (!op || !x.reads_alone(0) || view.flat) return false;
  const bool filters_last = op->is("DEPTHWISE_CONV_2D"), transposes = op->is("TRANSPOSE_CONV");
  if (!filters_last && !transposes && !op->is("CONV_2D") && !op->is("FULLY_CONNECTED")) return false;
  const std::size_t bias = transposes ? 3 : 2;
  const Value& weights = x.graph[op->inputs[1]];
  const std::size_t count = factors.size(),
                    outer = static_cast<std::size_t>(filters_last ? weights.shape.back() : weights.shape[0]);
  if (!weights.scales.empty() || weights.data.empty() || outer != count) return false;
  if (op->inputs.size() > bias && !x.graph[op->inputs[bias]].scales.empty()) return false;
  Numbers all = x.known_numbers({op->inputs[1], in_order(weights.shape.size()), {}});
  const std::size_t each = filters_last ? 1 : all.size() / count;
  for (std::size_t i = 0; i < all.size(); ++i) all[i] *= factors[i / each % count];
  Numbers biases(count);
  if (op->inputs.size() > bias) biases = x.known_numbers({op->inputs[bias], {0}, {}});
  for (std::size_t i = 0; i < count; ++i) biases[i] = biases[i] * factors[i] + offsets[i];
  const Shape shape = weights.shape;
  op->inputs[1] = x.reals(shape, all);
  op->inputs.resize(bias);
  op->inputs.push_back(x.reals({static_cast<int>(count)}, biases));
  return true;
}

/// A vector as it lies along one of the value's axes.
int along(Importer& x, const Numbers& numbers, std::size_t axis, std::size_t rank) {
  Shape shape(rank, 1);
  shape[axis] = static_cast<int>(numbers.size());
  return x.reals(shape, numbers);
}

void read_batch(Importer& x) {
  const View view = x.input(0);
  const Shape shape = x.shape(view);
  if (shape.size() < 2 || view.flat) throw Unknown();
  if (x.integer("training_mode", 0) != 0) x.refuse("it is in training mode; export with model.eval()");
  const auto channels = static_cast<std::size_t>(shape[1]);
  Numbers factors = per_channel(x, 1, channels), offsets = per_channel(x, 2, channels);
  const Numbers means = per_channel(x, 3, channels), variances = per_channel(x, 4, channels);
  for (std::size_t c = 0; c < channels; ++c) {
    factors[c] /= std::sqrt(variances[c] + double{x.real("epsilon", 1e-5f)});
    offsets[c] -= means[c] * factors[c];
  }
  if (becomes_part_of(x, view, factors, offsets)) return x.set(0, view);
  const auto axis = static_cast<std::size_t>(view.axes[1]);
  const Shape lies = x.value(view).shape;  // a copy: values are added
  const int scaled = x.add("MUL", {view.value, along(x, factors, axis, lies.size())}, lies);
  x.set(0, {x.add("ADD", {scaled, along(x, offsets, axis, lies.size())}, x.graph[scaled].shape), view.axes, {}});
}

/// (x - mean) / sqrt(variance + epsilon) over `axes` of the value.
int normalized(Importer& x, int value, const Integers& axes, float epsilon) {
  const Shape shape = x.graph[value].shape;
  Shape kept = shape;
  for (const std::int64_t axis : axes) kept[static_cast<std::size_t>(axis)] = 1;
  Attributes keep;
  keep.set("keep_dims", std::int64_t{1});
  const int which = x.int32s(axes);
  const int mean = x.add("MEAN", {value, which}, kept, keep);
  const int centered = x.add("SUB", {value, mean}, shape);
  const int squares = x.add("MUL", {centered, centered}, shape);
  const int variance = x.add("MEAN", {squares, which}, kept, keep);
  const int sum = x.add("ADD", {variance, x.reals({}, {double{epsilon}})}, kept);
  return x.add("MUL", {centered, x.add("RSQRT", {sum}, kept)}, shape);
}

void read_layer(Importer& x) {
  if (x.outputs() > 1) x.refuse("its second and third output are not supported");
  const View view = x.input(0);
  const int lies = x.plain(view);
  const Shape shape = x.shape(view);
  Integers axes;
  for (std::size_t i = x.axis(x.integer("axis", -1), shape.size()); i < shape.size(); ++i)
    axes.push_back(static_cast<std::int64_t>(i));
  int made = normalized(x, lies, axes, x.real("epsilon", 1e-5f));
  made = x.add("MUL", {made, x.plain(x.input(1))}, shape);
  if (x.given(2)) made = x.add("ADD", {made, x.plain(x.input(2))}, shape);
  x.set(0, {made, in_order(shape.size()), {}});
}

void read_instance(Importer& x) {
  const View view = x.input(0);
  const std::size_t rank = x.shape(view).size();
  const int lies = x.arranged(view, channels_last(rank));
  const Shape shape = x.graph[lies].shape;
  Integers axes;
  for (std::size_t i = 1; i + 1 < rank; ++i) axes.push_back(static_cast<std::int64_t>(i));
  const auto channels = static_cast<std::size_t>(shape.back());
  int made = normalized(x, lies, axes, x.real("epsilon", 1e-5f));
  made = x.add("MUL", {made, along(x, per_channel(x, 1, channels), rank - 1, rank)}, shape);
  x.set(0,
        {x.add("ADD", {made, along(x, per_channel(x, 2, channels), rank - 1, rank)}, shape), channels_last(rank), {}});
}

/// TensorFlow Lite's is over the last axis of what lies in memory. Before opset 13 all axes behind the one were taken together.
void read_softmax(Importer& x) {
  const View view = x.input(0);
  const Shape shape = x.shape(view);
  const bool joins = x.opset() < 13;
  const std::size_t axis = x.axis(x.integer("axis", joins ? 1 : -1), shape.size());
  Attributes attributes;
  attributes.set("beta", 1.0f);
  std::int64_t inner = 1;
  for (std::size_t i = axis + 1; i < shape.size(); ++i) inner *= shape[i];
  if (joins && inner > 1) {
    const int lies = x.plain(view);
    const int size = static_cast<int>(inner) * shape[axis];
    const int rows = x.reshaped(lies, {static_cast<int>(x.graph[lies].elements()) / size, size});
    return x.set(
        0, {x.reshaped(x.add("SOFTMAX", {rows}, x.graph[rows].shape, attributes), shape), in_order(shape.size()), {}});
  }
  Axes axes = view.flat ? in_order(shape.size()) : view.axes;
  const int last = static_cast<int>(shape.size()) - 1;
  int lies = view.flat ? x.plain(view) : view.value;
  if (axes[axis] != last) {
    Axes moved = axes;
    for (int& one : moved)
      if (one == axes[axis]) one = last;
      else if (one > axes[axis]) --one;
    lies = x.arranged({lies, axes, {}}, moved);
    axes = moved;
  }
  x.set(0, {x.add("SOFTMAX", {lies}, x.graph[lies].shape, attributes), axes, {}});
}

}  // namespace

Rules rules::normalization() {
  return {{"BatchNormalization", read_batch},
          {"InstanceNormalization", read_instance},
          {"LayerNormalization", read_layer},
          {"Softmax", read_softmax}};
}

}  // namespace exporter::onnx
