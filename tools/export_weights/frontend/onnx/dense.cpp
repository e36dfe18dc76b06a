// SPDX-License-Identifier: BSL-1.0
// Gemm, MatMul; and the bias that is added behind them.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "graph/strides.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

/// A matrix that is a constant, as [units, inputs].
int read_weights(Importer& x, const View& view, bool is_transposed) {
  return x.permuted(x.plain(view), is_transposed ? Axes{0, 1} : Axes{1, 0});
}

int scaled(Importer& x, const View& view, int constant, float factor) {
  if (factor == 1) return constant;
  Numbers all = x.known_numbers({constant, in_order(x.graph[constant].shape.size()), {}});
  for (double& one : all) one = static_cast<float>(one) * factor;
  if (!x.value(view).scales.empty())
    x.refuse("an alpha or beta other than 1 beside quantized weights is not supported");
  return x.reals(x.graph[constant].shape, all);
}

/// Weights for inputs in the order in which a flattened tensor lies here. Their columns are in the file's.
int as_it_lies(Importer& x, const View& flat, int weights) {
  const Shape lies = x.value(flat).shape, file = x.shape({flat.value, flat.axes, {}});
  const int units = x.graph[weights].shape[0];
  // Columns as the file's axes, in front of them the units; then those in the order of the value's.
  Shape split{units};
  split.insert(split.end(), file.begin(), file.end());
  Axes moved(split.size());
  for (std::size_t i = 0; i < flat.axes.size(); ++i)
    moved[static_cast<std::size_t>(flat.axes[i]) + 1] = static_cast<int>(i) + 1;
  const int columns = static_cast<int>(x.graph[weights].elements() / std::max(units, 1));
  return x.reshaped(x.permuted(x.reshaped(weights, split), moved), {units, columns});
}

/// Whether a view is a vector, of a tensor that lies otherwise.
bool is_flat_vector(const Importer& x, const View& view) {
  return view.flat && (view.flat->empty() || view.flat->back() == x.value(view).elements());
}

View dense(Importer& x, const View& from, int weights, std::optional<int> bias, const Shape& out) {
  int input;
  Attributes attributes;
  if (is_flat_vector(x, from)) {
    weights = as_it_lies(x, from, weights);
    input = from.value;
  } else {
    input = x.plain(from);
    attributes.set("keep_num_dims", std::int64_t{1});
  }
  std::vector<int> inputs{input, weights};
  if (bias) inputs.push_back(*bias);
  return {x.add("FULLY_CONNECTED", inputs, out, attributes, Dtype::float32), in_order(out.size()), {}};
}

/// A bias for each of the units; nothing if it is none.
std::optional<int> read_bias(Importer& x, const View& view, int units) {
  if (!x.is_constant(view)) return {};
  const Value& value = x.value(view);
  if (value.elements() == units && (value.shape.empty() || value.shape.back() == units))
    return x.reshaped(x.plain(view), {units});
  if (value.elements() != 1) return {};
  return x.reals({units}, Numbers(static_cast<std::size_t>(units), x.known_numbers(view).at(0)));
}

View sum(Importer& x, const View& view, int other) {
  return {x.add("ADD", {view.value, other}, x.graph[view.value].shape), view.axes, {}};
}

void read_gemm(Importer& x) {
  const View a = x.input(0), b = x.input(1);
  const Shape left = x.shape(a), right = x.shape(b);
  if (left.size() != 2 || right.size() != 2) x.refuse("its inputs are no matrices; the file is damaged");
  const bool transposed = x.integer("transB", 0) != 0;
  const int inputs = right[transposed ? 1 : 0], units = right[transposed ? 0 : 1];
  if (x.integer("transA", 0) != 0) x.refuse("its transA is not supported; transpose the input in the model");
  if (left[1] != inputs)
    x.refuse(fmt::format("the shapes {} and {} cannot be multiplied; the file is damaged", dimensions(left),
                         dimensions(right)));
  if (!x.is_constant(b)) x.refuse("its weights are computed; use MatMul");
  const int weights = scaled(x, b, read_weights(x, b, transposed), x.real("alpha", 1));
  std::optional<int> bias;
  if (x.given(2)) {
    if ((bias = read_bias(x, x.input(2), units))) bias = scaled(x, x.input(2), *bias, x.real("beta", 1));
    else if (x.real("beta", 1) != 1) x.refuse("a beta beside a matrix is not supported; use 1");
  }
  View out = dense(x, a, weights, bias, {left[0], units});
  if (x.given(2) && !bias) out = sum(x, out, x.plain(x.input(2)));
  x.set(0, out);
}

void read_matmul(Importer& x) {
  const View a = x.input(0), b = x.input(1);
  Shape left = x.shape(a), right = x.shape(b);
  const bool vector = left.size() == 1;
  if (vector) left.insert(left.begin(), 1);
  if (left.size() < 2 || right.size() < 2 || left.back() != right[right.size() - 2])
    x.refuse(fmt::format("the shapes {} and {} cannot be multiplied; the file is damaged, or one is a vector",
                         dimensions(left), dimensions(right)));
  Shape out = broadcast_shape(Shape(left.begin(), left.end() - 2), Shape(right.begin(), right.end() - 2));
  out.push_back(left[left.size() - 2]), out.push_back(right.back());
  if (x.is_constant(b) && right.size() == 2) {
    View made = dense(x, a, read_weights(x, b, false), {}, out);
    if (vector) made = {x.reshaped(made.value, {out.back()}), {0}, {}};
    return x.set(0, made);
  }
  Attributes attributes;
  const auto operand = [&](const View& view, const char* name, std::size_t rank) {
    if (view.flat || view.axes.size() < 2 || rank != view.axes.size())
      return x.reshaped(x.plain(view), rank == 2 ? left : x.shape(view));
    Axes swapped = in_order(rank);
    std::swap(swapped[rank - 1], swapped[rank - 2]);
    if (view.axes != swapped || x.is_constant(view)) return x.plain(view);
    attributes.set(name, std::int64_t{1});
    return view.value;
  };
  const int first = operand(a, "adj_x", left.size()), second = operand(b, "adj_y", right.size());
  const int made = x.add("BATCH_MATMUL", {first, second}, out, attributes, Dtype::float32);
  x.set(0, {vector ? x.reshaped(made, {out.back()}) : made, in_order(vector ? 1 : out.size()), {}});
}

}  // namespace

bool becomes_bias(Importer& x, std::size_t layer, std::size_t bias) {
  const View& made = x.input(layer);
  Operation* const op = x.layer(made.value);
  if (!op || !x.reads_alone(layer) || op->inputs.size() != 2 || made.flat) return false;
  const bool convolves = op->is("CONV_2D") || op->is("DEPTHWISE_CONV_2D");
  if (!convolves && !op->is("FULLY_CONNECTED")) return false;
  const Shape shape = x.shape(made), other = x.shape(x.input(bias));
  const std::size_t channel = convolves ? 1 : shape.size() - 1;
  const int units = shape.at(channel);
  // One number for each channel: aligned at the end, as numpy does it.
  if (!x.is_constant(x.input(bias)) || other.size() > shape.size()) return false;
  for (std::size_t i = 0; i < other.size(); ++i)
    if (other[i] != (i + shape.size() - other.size() == channel ? units : 1)) return false;
  if (x.value(x.input(bias)).elements() != units) return false;
  op->inputs.push_back(x.reshaped(x.plain(x.input(bias)), {units}));
  x.set(0, made);
  return true;
}

Rules rules::dense() { return {{"Gemm", read_gemm}, {"MatMul", read_matmul}}; }

}  // namespace exporter::onnx
