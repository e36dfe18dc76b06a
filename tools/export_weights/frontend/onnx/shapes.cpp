// SPDX-License-Identifier: BSL-1.0
// What is computed of shapes and constants: known while the file is read.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "frontend/onnx/rules.hpp"

namespace exporter::onnx {
namespace {

constexpr std::int64_t max_made = 1 << 20;

View int64s(Importer& x, Shape shape, const Integers& numbers) {
  Buffer data(numbers.size() * sizeof(std::int64_t));
  if (!data.empty()) std::memcpy(data.data(), numbers.data(), data.size());
  const std::size_t rank = shape.size();
  return {x.constant(std::move(shape), std::move(data), Dtype::int64), in_order(rank), {}};
}

void read_constant(Importer& x) {
  if (const Attribute* const value = x.attribute("value"); value && value->tensor)
    return x.set(0, constant_view(x, *value->tensor));
  if (const Attribute* const number = x.attribute("value_int"); number && number->integer)
    return x.set(0, int64s(x, {}, {*number->integer}));
  if (const Attribute* const numbers = x.attribute("value_ints"))
    return x.set(0, int64s(x, {static_cast<int>(numbers->integers.size())}, numbers->integers));
  if (const Attribute* const number = x.attribute("value_float"); number && number->real)
    return x.set(0, {x.reals({}, {double{*number->real}}), {}, {}});
  if (const Attribute* const numbers = x.attribute("value_floats"))
    return x.set(
        0,
        {x.reals({static_cast<int>(numbers->reals.size())}, {numbers->reals.begin(), numbers->reals.end()}), {0}, {}});
  x.refuse("its value is not supported; use numbers");
}

void read_shape(Importer& x) {
  const Shape shape = x.shape(x.input(0));
  const auto rank = static_cast<std::int64_t>(shape.size());
  const auto place = [&](std::string_view name, std::int64_t otherwise) {
    const std::int64_t at = x.integer(name, otherwise);
    return std::clamp<std::int64_t>(at < 0 ? at + rank : at, 0, rank);
  };
  const std::int64_t from = place("start", 0), to = std::max(from, place("end", rank));
  const Integers all(shape.begin() + from, shape.begin() + to);
  x.set(0, int64s(x, {static_cast<int>(all.size())}, all));
}

void read_size(Importer& x) { x.set(0, int64s(x, {}, {x.value(x.input(0)).elements()})); }

Shape known_shape(Importer& x, const View& view) {
  Shape out;
  std::int64_t product = 1;
  for (const std::int64_t dim : x.known_integers(view)) {
    if (dim < 0 || dim > max_made || (product *= dim) > max_made) throw Unknown();
    out.push_back(static_cast<int>(dim));
  }
  return out;
}

void read_constant_of_shape(Importer& x) {
  const Shape shape = known_shape(x, x.input(0));
  const Attribute* const value = x.attribute("value");
  std::int64_t count = 1;
  for (const int dim : shape) count *= dim;
  if (!value || !value->tensor)
    return x.set(0, {x.reals(shape, Numbers(static_cast<std::size_t>(count))), in_order(shape.size()), {}});
  const View one = constant_view(x, *value->tensor);
  const auto bytes = constant_bytes(x.value(one));
  if (x.value(one).elements() != 1) throw Unknown();
  Buffer data;
  for (std::int64_t i = 0; i < count; ++i) data.insert(data.end(), bytes.begin(), bytes.end());
  x.set(0, {x.constant(shape, std::move(data), x.value(one).dtype), in_order(shape.size()), {}});
}

void read_expand(Importer& x) {
  const View view = x.input(0);
  const Shape to = broadcast_shape(x.shape(view), known_shape(x, x.input(1)));
  if (to == x.shape(view)) return x.set(0, view);
  x.set(0, {x.add("BROADCAST_TO", {x.plain(view), x.int32s({to.begin(), to.end()})}, to), in_order(to.size()), {}});
}

void read_tile(Importer& x) {
  const View view = x.input(0);
  const Integers times = x.known_integers(x.input(1));
  Shape to = x.shape(view);
  if (times.size() != to.size()) throw Unknown();
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (times[i] < 1 || times[i] > max_made) throw Unknown();
    to[i] = static_cast<int>(std::min<std::int64_t>(to[i] * times[i], max_made));
  }
  if (to == x.shape(view)) return x.set(0, view);
  x.set(0, {x.add("TILE", {x.plain(view), x.int32s(times)}, to), in_order(to.size()), {}});
}

void read_range(Importer& x) {
  const auto from = x.one_number(x.input(0)), to = x.one_number(x.input(1)), by = x.one_number(x.input(2));
  if (!from || !to || !by || *by == 0) throw Unknown();
  const double count = std::max(0.0, std::ceil((*to - *from) / *by));
  if (!(count <= static_cast<double>(max_made))) throw Unknown();
  Numbers all;
  for (double i = 0; i < count; ++i) all.push_back(*from + i * *by);
  Value like;
  like.dtype = x.value(x.input(0)).dtype;
  x.set(0, {x.constant({static_cast<int>(count)}, plain_bytes(all, like), like.dtype), {0}, {}});
}

}  // namespace

Rules rules::shapes() {
  return {{"Constant", read_constant}, {"ConstantOfShape", read_constant_of_shape},
          {"Expand", read_expand},     {"Range", read_range},
          {"Shape", read_shape},       {"Size", read_size},
          {"Tile", read_tile}};
}

}  // namespace exporter::onnx
