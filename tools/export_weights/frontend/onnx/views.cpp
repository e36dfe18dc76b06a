// SPDX-License-Identifier: BSL-1.0
// What rules ask of views, and how they add to the graph.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include <fmt/format.h>

#include "frontend/onnx/importer.hpp"
#include "graph/constants.hpp"
#include "graph/numbers.hpp"
#include "graph/strides.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr std::int64_t max_elements = std::int64_t{1} << 26;

bool is_one_by_one(const Shape& shape, const Axes& moved) {
  int last = -1;
  for (const int axis : moved)
    if (shape[static_cast<std::size_t>(axis)] != 1 && std::exchange(last, axis) > axis) return false;
  return true;
}

/// Elements as they lie, of a value of this shape, in the order of the file's axes.
template <typename T>
std::vector<T> in_files_order(std::vector<T> all, const Shape& shape, const Axes& axes) {
  if (axes == in_order(axes.size())) return all;
  Strides order{0, {}, {}};
  const Strides lies = whole(shape);
  for (const int axis : axes) {
    order.shape.push_back(lies.shape[static_cast<std::size_t>(axis)]);
    order.steps.push_back(lies.steps[static_cast<std::size_t>(axis)]);
  }
  std::vector<T> out;
  for (const std::size_t place : places(order)) out.push_back(all.at(place));
  return out;
}

}  // namespace

Axes in_order(std::size_t rank) {
  Axes out(rank);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

Axes channels_last(std::size_t rank) {
  Axes out = in_order(rank);
  for (std::size_t i = 2; i < rank; ++i) out[i] = static_cast<int>(i - 1);
  if (rank > 1) out[1] = static_cast<int>(rank - 1);
  return out;
}

Shape Importer::shape(const View& view) const {
  if (view.flat) return *view.flat;
  Shape out;
  for (const int axis : view.axes) out.push_back(value(view).shape[static_cast<std::size_t>(axis)]);
  return out;
}

std::size_t Importer::axis(std::int64_t axis, std::size_t rank) const {
  const auto count = static_cast<std::int64_t>(rank);
  if (axis < -count || axis >= count) refuse(fmt::format("axis {} does not exist in {} dimensions", axis, rank));
  return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

int Importer::plain(const View& view) {
  const int lies = arranged({view.value, view.axes, {}}, in_order(view.axes.size()));
  return view.flat ? reshaped(lies, *view.flat) : lies;
}

int Importer::arranged(const View& view, const Axes& axes) {
  if (view.flat) return arranged({plain(view), in_order(view.flat->size()), {}}, axes);
  if (view.axes == axes) return view.value;
  Axes moved(axes.size());
  Shape to(axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto at = static_cast<std::size_t>(axes[i]);
    moved[at] = view.axes[i];
    to[at] = value(view).shape[static_cast<std::size_t>(view.axes[i])];
  }
  if (is_constant(view)) return permuted(view.value, moved);
  if (is_one_by_one(value(view).shape, moved)) return reshaped(view.value, to);
  return add("TRANSPOSE", {view.value, int32s({moved.begin(), moved.end()})}, to);
}

View Importer::unfolded(const View& view) {
  return view.flat ? View{plain(view), in_order(view.flat->size()), {}} : view;
}

View Importer::without(const View& view, const std::vector<bool>& gone) {
  Shape to;
  Axes places(view.axes.size(), -1), axes;
  std::vector<bool> dropped(view.axes.size());
  for (std::size_t i = 0; i < gone.size(); ++i) dropped[static_cast<std::size_t>(view.axes[i])] = gone[i];
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    if (dropped[i]) continue;
    places[i] = static_cast<int>(to.size());
    to.push_back(value(view).shape[i]);
  }
  for (std::size_t i = 0; i < gone.size(); ++i)
    if (!gone[i]) axes.push_back(places[static_cast<std::size_t>(view.axes[i])]);
  return {reshaped(view.value, to), axes, {}};
}

int Importer::image(const View& view) {
  const Shape seen = shape(view);
  if (seen.size() != 3 && seen.size() != 4)
    refuse(fmt::format("its input has the shape {}; images of height and width and sequences are supported",
                       dimensions(seen)));
  const int lies = arranged(view, channels_last(seen.size()));
  return seen.size() == 4 ? lies : reshaped(lies, {seen[0], 1, seen[2], seen[1]});
}

View Importer::from_image(int image, const View& like) {
  const std::size_t rank = shape(like).size();
  const Shape& made = graph[image].shape;
  return {rank == 4 ? image : reshaped(image, {made[0], made[2], made[3]}), channels_last(rank)};
}

Integers Importer::known_integers(const View& view) const {
  if (value(view).elements() == 0) return {};
  if (auto known = exporter::integers(graph, view.value))
    return in_files_order(*std::move(known), value(view).shape, view.axes);
  exporter::refuse(place(), value(view), "it must be a constant; export the model with a fixed input shape");
}

Numbers Importer::known_numbers(const View& view) const {
  const Value& from = value(view);
  if (!is_constant(view)) exporter::refuse(place(), from, "it must be a constant");
  Numbers all;
  if (from.dtype == Dtype::float64) {
    if (from.data.size() != static_cast<std::size_t>(from.elements()) * 8) throw Unknown();
    all.resize(from.data.size() / 8);
    std::memcpy(all.data(), from.data.data(), from.data.size());
  } else {
    all = numbers_of(from);
  }
  return in_files_order(std::move(all), from.shape, view.axes);
}

std::optional<double> Importer::one_number(const View& view) const {
  if (!is_constant(view) || value(view).elements() != 1) return {};
  return known_numbers(view).at(0);
}

int Importer::constant(Shape shape, Buffer data, Dtype dtype) {
  Value out;
  out.shape = std::move(shape), out.dtype = dtype;
  const int made = add_value(std::move(out));
  graph.replace(made, std::move(data));
  return made;
}

int Importer::reals(Shape shape, const Numbers& numbers) {
  Value like;
  like.dtype = Dtype::float32;
  return constant(std::move(shape), plain_bytes(numbers, like), Dtype::float32);
}

int Importer::int32s(const Integers& numbers) {
  Value like;
  like.dtype = Dtype::int32;
  return constant({static_cast<int>(numbers.size())}, plain_bytes({numbers.begin(), numbers.end()}, like),
                  Dtype::int32);
}

int Importer::permuted(int constant, const Axes& axes) {
  const Value from = graph[constant];
  const std::size_t width = element_bytes(from.dtype);
  const Strides lies = whole(from.shape);
  Strides order{0, {}, {}};
  Value out = from;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto axis = static_cast<std::size_t>(axes[i]);
    order.shape.push_back(lies.shape[axis]), order.steps.push_back(lies.steps[axis]);
    if (axes[i] == from.quantized_dimension) out.quantized_dimension = static_cast<int>(i);
  }
  out.shape = order.shape;
  Buffer data;
  data.reserve(from.data.size());
  for (const std::size_t place : places(order)) {
    const auto element = constant_bytes(from).subspan(place * width, width);
    data.insert(data.end(), element.begin(), element.end());
  }
  const int made = add_value(std::move(out));
  graph.replace(made, std::move(data));
  return made;
}

int Importer::reshaped(int value, Shape to) {
  if (graph[value].shape == to) return value;
  if (graph[value].data.empty()) return add("RESHAPE", {value, int32s({to.begin(), to.end()})}, to);
  Value out = graph[value];
  out.shape = std::move(to);
  return add_value(std::move(out));
}

int Importer::add(std::string type, std::vector<int> inputs, Shape shape, Attributes attributes,
                  std::optional<Dtype> dtype) {
  std::int64_t product = 1;
  for (const int dim : shape)
    if (dim < 0 || (product *= dim) > max_elements)
      refuse(fmt::format("its output would have the shape {}; no microcontroller holds it", dimensions(shape)));
  const Value& like = graph[inputs[0]];
  Value out;
  out.shape = shape, out.dtype = dtype.value_or(like.dtype);
  if (!dtype && out.dtype != Dtype::float32)
    out.scales = like.scales, out.zero_points = like.zero_points;  // of what moves elements
  Operation op{position,
               std::move(type),
               false,
               node ? node->type : "TRANSPOSE",
               std::move(inputs),
               {add_value(std::move(out))},
               std::move(attributes)};
  const bool constants = std::all_of(op.inputs.begin(), op.inputs.end(),
                                     [&](int input) { return input < 0 || !graph[input].data.empty(); });
  const int made = op.outputs[0];
  if (constants) {
    try {
      graph.replace(made, evaluate_constant(graph, op, 0, shape));
      return made;
    } catch (const Unknown&) {
    }
  }
  graph.operations.push_back(std::move(op));
  return made;
}

Operation* Importer::writer(int value) {
  for (auto op = graph.operations.rbegin(); op != graph.operations.rend(); ++op)
    if (std::find(op->outputs.begin(), op->outputs.end(), value) != op->outputs.end()) return &*op;
  return nullptr;
}

Operation* Importer::layer(int value) {
  Operation* op = writer(value);
  while (op && op->is("RESHAPE")) op = writer(op->inputs[0]);
  return op;
}

}  // namespace exporter::onnx
