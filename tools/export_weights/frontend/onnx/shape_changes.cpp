// SPDX-License-Identifier: BSL-1.0
// What gives a tensor another shape, or its axes another order: no element moves until somebody needs it elsewhere.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

std::size_t at(const View& view, std::size_t axis) { return static_cast<std::size_t>(view.axes[axis]); }

void read_squeeze(Importer& x) {
  const View view = x.unfolded(x.input(0));
  const Shape shape = x.shape(view);
  std::vector<bool> gone(shape.size());
  if (const auto axes = x.integers("axes", 1)) {
    for (const std::int64_t axis : *axes) gone[x.axis(axis, shape.size())] = true;
  } else {
    std::transform(shape.begin(), shape.end(), gone.begin(), [](int dim) { return dim == 1; });
  }
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (gone[i] && shape[i] != 1)
      x.refuse(fmt::format("dimension {} of {} is not 1 and cannot be removed", i, dimensions(shape)));
  x.set(0, x.without(view, gone));
}

/// Where a new axis lies is free: beside the axis that it stands beside in the file.
void read_unsqueeze(Importer& x) {
  View view = x.unfolded(x.input(0));
  const Integers all = x.integers("axes", 1).value_or(Integers{});
  std::vector<std::size_t> axes;
  for (const std::int64_t axis : all) axes.push_back(x.axis(axis, view.axes.size() + all.size()));
  std::sort(axes.begin(), axes.end());
  if (std::adjacent_find(axes.begin(), axes.end()) != axes.end())
    x.refuse("it names an axis twice; the file is damaged");
  Shape to = x.value(view).shape;
  for (const std::size_t axis : axes) {
    if (axis > view.axes.size()) throw Unknown();
    const int place = axis < view.axes.size() ? view.axes[axis] : axis > 0 ? view.axes[axis - 1] + 1 : 0;
    for (int& other : view.axes) other += other >= place ? 1 : 0;
    view.axes.insert(view.axes.begin() + static_cast<std::ptrdiff_t>(axis), place);
    to.insert(to.begin() + place, 1);
  }
  x.set(0, {x.reshaped(view.value, to), view.axes, {}});
}

/// The axes of a view when the file's dimensions divide and join, so that each of the new ones lies together; nothing: some does not.
std::optional<std::pair<Shape, Axes>> regrouped(const Importer& x, const View& view, const Shape& wanted) {
  const Shape shape = x.shape(view);
  struct Part {
    int size, place;  // of a new dimension; the value's axis
  };
  std::vector<std::vector<Part>> parts(wanted.size());
  std::vector<std::vector<std::pair<std::size_t, int>>> of_axis(shape.size());  // what new dimensions an axis becomes
  std::size_t i = 0, k = 0;
  int left = shape.empty() ? 1 : shape[0], missing = wanted.empty() ? 1 : wanted[0];
  while (i < shape.size() && k < wanted.size()) {
    const int common = std::gcd(left, missing);
    if (common != left && common != missing) return {};
    if (common > 1) of_axis[at(view, i)].push_back({k, common});
    left /= common, missing /= common;
    if (left == 1 && ++i < shape.size()) left = shape[i];
    if (missing == 1 && ++k < wanted.size()) missing = wanted[k];
  }
  // In the order of the value's axes: each new dimension must be one run, its parts in the file's order.
  Shape to;
  Axes axes(wanted.size(), -1);
  std::vector<std::size_t> order;
  std::vector<std::size_t> seen_parts(shape.size());
  int last_file_axis = -1;
  for (std::size_t place = 0; place < of_axis.size(); ++place) {
    const auto file_axis =
        static_cast<int>(std::find(view.axes.begin(), view.axes.end(), static_cast<int>(place)) - view.axes.begin());
    for (const auto& [dimension, size] : of_axis[place]) {
      if (!order.empty() && order.back() == dimension) {
        if (file_axis < last_file_axis) return {};
        to.back() *= size;
      } else {
        if (std::find(order.begin(), order.end(), dimension) != order.end()) return {};
        order.push_back(dimension), to.push_back(size);
      }
      last_file_axis = file_axis;
    }
  }
  for (std::size_t n = 0; n < order.size(); ++n) axes[order[n]] = static_cast<int>(n);
  for (std::size_t n = 0; n < wanted.size(); ++n) {  // ones, beside what they stand beside
    if (axes[n] >= 0) continue;
    const int place = n > 0 ? axes[n - 1] + 1 : 0;
    for (int& other : axes) other += other >= place ? 1 : 0;
    axes[n] = place;
    to.insert(to.begin() + place, 1);
  }
  return std::pair(to, axes);
}

void reshape(Importer& x, const View& from, const Shape& wanted) {
  if (from.flat) return x.set(0, {from.value, from.axes, wanted});
  if (x.shape(from) == wanted) return x.set(0, from);
  if (const auto lies = regrouped(x, from, wanted))
    return x.set(0, {x.reshaped(from.value, lies->first), lies->second, {}});
  x.set(0, {from.value, from.axes, wanted});  // whoever reads it sees whether it has to be moved
}

void read_reshape(Importer& x) {
  const View from = x.input(0);
  const Shape shape = x.shape(from);
  const Integers wanted = x.known_integers(x.input(1));
  const bool zero_is_zero = x.integer("allowzero", 0) != 0;
  Shape to;
  std::int64_t known = 1;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool copies = wanted[i] == 0 && !zero_is_zero && i < shape.size();
    const std::int64_t dim = copies ? shape[i] : wanted[i];
    if (dim < -1 || dim == 0 || dim > INT32_MAX) throw Unknown();
    to.push_back(static_cast<int>(dim));
    known = dim == -1 ? known : known * dim;
    if (known > (std::int64_t{1} << 32)) throw Unknown();
  }
  std::int64_t all = 1;
  for (const int dim : shape) all *= dim;
  if (std::count(to.begin(), to.end(), -1) > 1) throw Unknown();
  for (int& dim : to)
    if (dim == -1) dim = static_cast<int>(all / known), known *= dim;
  if (known != all)
    x.refuse(
        fmt::format("a shape of {} does not have as many elements as the input's {}; export the model with a fixed "
                    "input shape",
                    fmt::join(wanted, ", "), dimensions(shape)));
  reshape(x, from, to);
}

void read_flatten(Importer& x) {
  const Shape shape = x.shape(x.input(0));
  const std::int64_t axis = x.integer("axis", 1);
  const std::size_t from = axis == static_cast<std::int64_t>(shape.size()) ? shape.size() : x.axis(axis, shape.size());
  Shape to{1, 1};
  for (std::size_t i = 0; i < shape.size(); ++i) to[i < from ? 0 : 1] *= shape[i];
  reshape(x, x.input(0), to);
}

void read_transpose(Importer& x) {
  const View view = x.unfolded(x.input(0));
  const std::size_t rank = view.axes.size();
  Integers order = x.integers("perm").value_or(Integers{});
  if (order.empty())
    for (std::size_t i = rank; i > 0; --i) order.push_back(static_cast<std::int64_t>(i) - 1);
  Axes axes;
  std::vector<bool> seen(rank);
  for (const std::int64_t axis : order) {
    const std::size_t from = x.axis(axis, rank);
    if (seen[from]) x.refuse("its perm names an axis twice; the file is damaged");
    seen[from] = true;
    axes.push_back(view.axes[from]);
  }
  if (axes.size() != rank) x.refuse("its perm does not name each axis; the file is damaged");
  x.set(0, {view.value, axes, {}});
}

}  // namespace

Rules rules::shape_changes() {
  return {{"Flatten", read_flatten},
          {"Reshape", read_reshape},
          {"Squeeze", read_squeeze},
          {"Transpose", read_transpose},
          {"Unsqueeze", read_unsqueeze}};
}

}  // namespace exporter::onnx
