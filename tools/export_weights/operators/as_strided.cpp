// SPDX-License-Identifier: BSL-1.0
// TRANSPOSE, TILE, BROADCAST_TO, SPACE_TO_DEPTH, DEPTH_TO_SPACE: elements in another order, or several times.
#include "operators/as_strided.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tinytmpl/layers/transpose.hpp>

#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::Places;

constexpr std::int64_t max_elements = std::int64_t{1} << 26;  // of a tensor

std::string as_strided_word(const Network& net, const Layer& layer) {
  const auto& places = attributes<Places>(layer);
  std::vector<int> sizes, strides;
  for (int a = 0; a < places.count; ++a) sizes.push_back(places.axes[a].size), strides.push_back(places.axes[a].stride);
  Word word("AsStrided");
  word << shape_word(net.out(layer).dims) << fmt::format("Sizes<{}>", fmt::join(sizes, ", "))
       << fmt::format("Strides<{}>", fmt::join(strides, ", "));
  if (places.offset != 0) word << fmt::format("{}", places.offset);
  return word.text();
}

const Operator as_strided{as_strided_word, [](const Network& net, const Layer& layer) {
                            return tinytmpl::layers::move("AsStrided", extent(net.in(layer).dims),
                                                          extent(net.out(layer).dims), attributes<Places>(layer));
                          }};

/// Which of the library's axes of the input each one of the output is.
using Permutation = std::vector<int>;

const Operator transpose{[](const Network&, const Layer& layer) {
                           return fmt::format("Transpose<{}>", fmt::join(attributes<Permutation>(layer), ", "));
                         },
                         [](const Network& net, const Layer& layer) {
                           const auto& axes = attributes<Permutation>(layer);
                           return tinytmpl::layers::transpose(extent(net.in(layer).dims), axes.data(),
                                                              static_cast<int>(axes.size()));
                         }};

/// Of the file's dimensions, if the library's are the last ones of them, and the others stay.
std::optional<Permutation> of_library(const std::vector<int>& shape, const Dims& dims, const std::vector<int>& order) {
  const auto dropped = std::ssize(shape) - std::ssize(dims);
  if (dropped < 0 || !std::equal(dims.begin(), dims.end(), shape.begin() + dropped)) return {};
  Permutation out;
  for (int i = 0; const int axis : order) {
    if (i >= dropped) out.push_back(axis - static_cast<int>(dropped));
    else if (axis != i) return {};
    ++i;
  }
  return out;
}

void read_transpose(Reading& r) {
  r.expect_inputs(2, 2);
  const std::vector<int>& in = r.input(0).shape;
  const StridedView all(in);
  StridedView view({});
  std::vector<int> shape, order;
  for (const std::int64_t value : r.known_integers(1)) {
    const int axis = r.axis(value, in.size());
    if (contains(order, axis)) r.refuse(r.input(1), "it does not name each dimension once");
    order.push_back(axis);
    shape.push_back(in[static_cast<std::size_t>(axis)]);
    view.axes.push_back(all.axes[static_cast<std::size_t>(axis)]);
  }
  if (order.size() != in.size()) r.refuse(r.input(1), "it does not name each dimension once");
  const auto permutation = of_library(in, r.dims(r.activation(0)), order);
  if (!permutation || view.is_in_order()) return finish_strided(r, 0, view, shape);
  r.expect_same_quantization(0);
  r.finish({&transpose, {r.activation(0)}, {}, *permutation}, shape);
}

/// The input as often as `times` says along each dimension, in front of which there may be others.
void repeat(Reading& r, const Integers& times) {
  const std::vector<int>& in = r.input(0).shape;
  const StridedView all(in);
  StridedView view(in);
  std::vector<int> shape;
  view.axes.clear();
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::size_t before = times.size() - in.size();
    const StridedView::Axis own = i < before ? StridedView::Axis{1, 0} : all.axes[i - before];
    if (times[i] < 1 || own.size * times[i] > max_elements || view.elements() * own.size * times[i] > max_elements)
      r.refuse(r.input(1),
               fmt::format("dimension {}, of {}, is repeated {} times; only 1 and more are supported, and no "
                           "tensor of more than {} elements",
                           i, own.size, times[i], max_elements));
    view.axes.push_back({times[i], 0}), view.axes.push_back(own);
    shape.push_back(static_cast<int>(own.size * times[i]));
  }
  finish_strided(r, 0, view, shape);
}

void read_tile(Reading& r) {
  r.expect_inputs(2, 2);
  const Integers times = r.known_integers(1);
  if (times.size() != r.input(0).shape.size()) r.refuse(r.input(1), "it does not have a number for each dimension");
  repeat(r, times);
}

void read_broadcast(Reading& r) {
  r.expect_inputs(2, 2);
  const std::vector<int>& in = r.input(0).shape;
  Integers times = r.known_integers(1);
  if (times.size() < in.size()) r.refuse(r.input(1), "it has fewer dimensions than the input");
  for (std::size_t i = 0; i < in.size(); ++i) {
    std::int64_t& wanted = times[times.size() - in.size() + i];
    if (wanted != in[i] && in[i] != 1)
      r.refuse(r.input(1), fmt::format("dimension {} of the input, of {}, does not become {}", i, in[i], wanted));
    if (in[i] != 1) wanted = 1;
  }
  repeat(r, times);
}

/// The dimensions of an image that is taken apart into blocks, or put together from them.
struct Blocks {
  int h, w, c, size;
};
Blocks blocks_of(Reading& r) {
  r.expect_inputs(1, 1);
  const std::vector<int>& in = r.input(0).shape;
  const std::int64_t size = r.attributes().integer("block_size");
  if (in.size() != 4 || size < 1 || size > 32'767) r.refuse(r.input(0), "it is no image, or its blocks have no size");
  if (in[0] != 1) r.refuse(r.input(0), "a batch is not supported; convert the model with a batch of 1");
  return {in[1], in[2], in[3], static_cast<int>(size)};
}

void read_space_to_depth(Reading& r) {
  const auto [h, w, c, size] = blocks_of(r);
  if (h % size != 0 || w % size != 0)
    r.refuse(r.input(0), fmt::format("{} x {} pixels do not divide into blocks of {}", h, w, size));
  const int row = w * c;
  StridedView view({});
  view.axes = {{h / size, size * row}, {w / size, size * c}, {size, row}, {size, c}, {c, 1}};
  finish_strided(r, 0, view, {1, h / size, w / size, size * size * c});
}

void read_depth_to_space(Reading& r) {
  const auto [h, w, c, size] = blocks_of(r);
  if (c % (size * size) != 0)
    r.refuse(r.input(0), fmt::format("{} channels do not divide into blocks of {} x {}", c, size, size));
  const int channels = c / (size * size);
  StridedView view({});
  view.axes = {{h, w * c}, {size, size * channels}, {w, c}, {size, channels}, {channels, 1}};
  finish_strided(r, 0, view, {1, h * size, w * size, channels});
}

}  // namespace

StridedView::StridedView(const std::vector<int>& shape) {
  std::int64_t stride = 1;
  for (auto dim = shape.rbegin(); dim != shape.rend(); stride *= *dim++) axes.push_back({*dim, stride});
  std::reverse(axes.begin(), axes.end());
}

std::int64_t StridedView::elements() const {
  std::int64_t all = 1;
  for (const Axis& axis : axes) all *= axis.size;
  return all;
}

bool StridedView::is_in_order() const {
  std::int64_t stride = 1;
  for (auto axis = axes.rbegin(); axis != axes.rend(); stride *= axis++->size)
    if (axis->size != 1 && axis->stride != stride) return false;
  return offset == 0;
}

namespace {

Layer strided_layer(Reading& r, std::size_t i, const StridedView& view) {
  Places places{.offset = static_cast<int>(view.offset)};
  for (const StridedView::Axis& axis : view.axes) {
    if (places.count > tinytmpl::layers::most_axes) break;
    places.add(static_cast<int>(axis.size), static_cast<int>(axis.stride));
  }
  if (places.count > tinytmpl::layers::most_axes)
    r.refuse(r.input(i),
             fmt::format("it has more than {} dimensions that change their order", tinytmpl::layers::most_axes));
  const bool in_order = view.is_in_order() && view.elements() == r.input(i).elements();
  Layer layer{in_order ? &operators::reshape : &as_strided, {r.activation(i)}, {}};
  if (!in_order) layer.attributes = places;
  return layer;
}

}  // namespace

int strided(Reading& r, std::size_t i, const StridedView& view, const Dims& dims) {
  return r.intermediate(strided_layer(r, i, view), dims, r.quantization(r.activation(i)));
}

void finish_strided(Reading& r, std::size_t i, const StridedView& view, const std::vector<int>& shape) {
  r.expect_same_quantization(i);
  r.expect_shape(shape);
  r.finish(strided_layer(r, i, view), shape, library_dims(r.output(), r.where()));
}

Rules rules::as_strided() {
  return {{"TRANSPOSE", read_transpose, Effect::moves, Axes::joined},
          {"TILE", read_tile, Effect::moves, Axes::joined},
          {"BROADCAST_TO", read_broadcast, Effect::moves, Axes::joined},
          {"SPACE_TO_DEPTH", read_space_to_depth, Effect::moves, Axes::joined},
          {"DEPTH_TO_SPACE", read_depth_to_space, Effect::moves, Axes::joined}};
}

}  // namespace exporter
