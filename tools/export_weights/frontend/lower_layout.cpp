// SPDX-License-Identifier: BSL-1.0
// MEAN, CONCATENATION, PAD, RESHAPE, SQUEEZE, EXPAND_DIMS, TRANSPOSE.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "frontend/reading.hpp"
#include "text.hpp"

namespace exporter {
namespace {

using Integers = std::vector<std::int64_t>;

Integers known(const Reading& r, std::size_t i) {
  if (const auto values = r.integers(i)) return *values;
  r.refuse(r.input(i), "it must be a constant; convert the model with a fixed input shape");
}

/// Whether the library has dropped this axis of the file's tensor.
bool is_batch(const FileTensor& tensor, int axis) {
  return axis == 0 && tensor.shape.size() > 1 && tensor.shape[0] == 1;
}

Axis library_axis(const Reading& r, const FileTensor& tensor, int axis) {
  const int from_end = static_cast<int>(tensor.shape.size()) - axis;
  if (is_batch(tensor, axis) || from_end > 3 || from_end < 1)
    r.refuse(tensor, "it changes the batch; only height, width and channels can change");
  return static_cast<Axis>(3 - from_end);
}

/// Bytes stay where they are; only what the file says of its dimensions changes.
void finish_reshape(Reading& r, const std::vector<int>& computed) {
  r.expect_same_quantization(0);
  const FileTensor& out = r.output();
  if (out.elements() != r.input(0).elements())
    r.refuse(out, fmt::format("its shape {} has not as many elements as the input's {}; convert the model with a fixed "
                              "input shape",
                              dimensions(out.shape), dimensions(r.input(0).shape)));
  r.finish(Reading::layer(Kind::reshape, {r.activation(0)}), computed, library_dims(out, r.where()));
}

/// What RESHAPE is asked for: a constant, an option, or only the output's declared shape.
Integers wanted_shape(const Reading& r) {
  if (r.given(1) && r.input(1).elements() != 0) return known(r, 1);
  if (!r.options().dims.empty()) return {r.options().dims.begin(), r.options().dims.end()};
  return {r.output().shape.begin(), r.output().shape.end()};
}

}  // namespace

void lower_mean(Reading& r) {
  r.expect_inputs(2, 2);
  Layer layer = Reading::layer(Kind::mean, {r.activation(0)});
  layer.keep_dims = r.options().keep_dims;
  const FileTensor& in = r.input(0);
  std::set<int> axes;
  for (const std::int64_t value : known(r, 1)) axes.insert(r.axis(value, in.shape.size()));

  std::vector<int> shape;
  for (int axis = 0; axis < static_cast<int>(in.shape.size()); ++axis)
    if (!axes.contains(axis)) shape.push_back(in.shape[static_cast<std::size_t>(axis)]);
    else if (layer.keep_dims) shape.push_back(1);
  for (const int axis : axes)
    if (!is_batch(in, axis)) layer.axes.push_back(library_axis(r, in, axis));
  if (layer.axes.empty()) r.refuse(in, "it averages over nothing but the batch; remove the operator");

  Dims dims;
  const Dims& from = r.tensor(0).dims;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto axis = static_cast<Axis>(i + 3 - from.size());
    if (std::find(layer.axes.begin(), layer.axes.end(), axis) == layer.axes.end()) dims.push_back(from[i]);
    else if (layer.keep_dims) dims.push_back(1);
  }
  if (dims.empty()) dims = {1};
  r.expect_multiplier(double{r.tensor(0).quantization.scale} / double{r.output_quantization().scale});
  r.finish(std::move(layer), shape, dims);
}

void lower_concatenation(Reading& r) {
  if (r.inputs() == 0) r.refuse("it has no inputs; the file is damaged");
  const FileTensor& first = r.input(0);
  const int axis = r.axis(r.options().axis, first.shape.size());
  Layer layer = Reading::layer(Kind::concat, {});
  layer.axes = {library_axis(r, first, axis)};
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
  if (layer.inputs.size() == 1) layer.kind = layer.activation == Activation::none ? Kind::reshape : Kind::activation;
  r.finish(std::move(layer), shape);
}

void lower_pad(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer = Reading::layer(Kind::pad, {r.activation(0)});
  r.expect_same_quantization(0);
  const FileTensor& in = r.input(0);
  const Integers amounts = known(r, 1);
  if (amounts.size() != in.shape.size() * 2) r.refuse(r.input(1), "it does not have two numbers for each dimension");
  if (r.inputs() == 3) {
    const Constants value = r.constant(2);
    if (value.weights.size() != 1 || value.weights[0] != r.output_quantization().zero_point)
      r.refuse(r.input(2), "padding with another value than the zero point is not supported; pad with 0.0");
  }
  std::vector<int> shape = in.shape;
  const std::array<std::pair<int*, int*>, 3> sides{{{&layer.padding.top, &layer.padding.bottom},
                                                    {&layer.padding.left, &layer.padding.right},
                                                    {&layer.padding.before, &layer.padding.after}}};
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t before = amounts[2 * i], after = amounts[2 * i + 1];
    if (before < 0 || after < 0 || before > 65'535 || after > 65'535)
      r.refuse(r.input(1), fmt::format("it pads by {} and {}; only 0 to 65,535 are supported", before, after));
    if (before + after == 0) continue;
    const auto axis = static_cast<std::size_t>(library_axis(r, in, static_cast<int>(i)));
    *sides[axis].first = static_cast<int>(before);
    *sides[axis].second = static_cast<int>(after);
    shape[i] += static_cast<int>(before + after);
  }
  if (shape == in.shape) layer.kind = Kind::reshape;
  r.finish(std::move(layer), shape);
}

void lower_reshape(Reading& r) {
  r.expect_inputs(1, 2);
  Integers wanted = wanted_shape(r);
  std::int64_t rest = r.input(0).elements();
  int open = 0;
  for (const std::int64_t size : wanted) {
    if (size < -1 || size == 0 || size > rest || (size > 0 && rest % size != 0))
      r.refuse(r.output(), fmt::format("the wanted shape has a dimension of {}, which does not fit to the input's {}",
                                       size, dimensions(r.input(0).shape)));
    if (size > 0) rest /= size;
    else ++open;
  }
  if (open > 1 || (open == 0 && rest != 1))
    r.refuse(r.output(), fmt::format("the wanted shape does not have as many elements as the input's {}",
                                     dimensions(r.input(0).shape)));
  std::vector<int> shape;
  for (const std::int64_t size : wanted) shape.push_back(static_cast<int>(size > 0 ? size : rest));
  finish_reshape(r, shape);
}

void lower_squeeze(Reading& r) {
  r.expect_inputs(1, 1);
  const std::vector<int>& in = r.input(0).shape;
  for (const int value : r.options().dims)
    if (in[static_cast<std::size_t>(r.axis(value, in.size()))] != 1)
      r.refuse(r.input(0), fmt::format("dimension {} of {} is not 1 and cannot be removed", value, dimensions(in)));
  finish_reshape(r, in);
}

void lower_expand_dims(Reading& r) {
  r.expect_inputs(2, 2);
  finish_reshape(r, r.input(0).shape);
}

void lower_transpose(Reading& r) {
  r.expect_inputs(2, 2);
  const std::vector<int>& in = r.input(0).shape;
  const Integers order = known(r, 1);
  if (order.size() != in.size()) r.refuse(r.input(1), "it does not name each dimension once");
  std::vector<int> moved, shape;  // those longer than 1: bytes stay where they are if their order does
  std::set<int> seen;
  for (const std::int64_t value : order) {
    const int axis = r.axis(value, in.size());
    if (!seen.insert(axis).second) r.refuse(r.input(1), "it does not name each dimension once");
    shape.push_back(in[static_cast<std::size_t>(axis)]);
    if (shape.back() != 1) moved.push_back(axis);
  }
  if (!std::is_sorted(moved.begin(), moved.end()))
    r.refuse(r.input(0),
             "a transposition that moves bytes is not supported; keep channels last (NHWC) through the whole model; in "
             "front "
             "of a PyTorch Linear use a global average pool instead of Flatten, which wants channels first");
  finish_reshape(r, shape);
}

}  // namespace exporter
