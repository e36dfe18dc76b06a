// SPDX-License-Identifier: BSL-1.0
// GATHER, GATHER_ND by constant indices, and GATHER of a table by computed ones; REVERSE_V2, MIRROR_PAD: parts of a tensor, joined.
#include <algorithm>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "operators/concat.hpp"
#include "operators/embedding.hpp"
#include "operators/part.hpp"
#include "operators/rules.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_parts = 64;

using Shape = std::vector<int>;

int product(Shape::const_iterator begin, Shape::const_iterator end) {
  return std::accumulate(begin, end, 1, std::multiplies<>());
}

/// Indices as runs, each in equal steps, as long as they come.
Parts runs_of(const Integers& indices, std::int64_t extent) {
  Parts out;
  for (const std::int64_t index : indices) {
    if (!out.empty()) {
      Part& run = out.back();
      const std::int64_t step = index - (run.begin + (run.count - 1) * run.step);
      if (step != 0 && (run.count == 1 || step == run.step)) {
        run.step = step, ++run.count;
        continue;
      }
    }
    out.push_back({extent, index, 1, 1});
  }
  return out;
}

/// These parts of a tensor along `axis`, one behind the other: the tensor, whose shape `shape` becomes.
int parts_joined(Reading& r, int tensor, Shape& shape, int axis, const Parts& along) {
  const auto at = static_cast<std::size_t>(axis);
  std::vector<int> tensors;
  std::vector<Shape> shapes;
  int size = 0;
  for (const Part& part : along) {
    Parts parts = all_of(shape);
    parts[at] = part;
    tensors.push_back(take_part(r, tensor, parts));
    shapes.push_back(shape);
    size += shapes.back()[at] = static_cast<int>(part.count);
  }
  shape[at] = size;
  if (tensors.size() == 1) return tensors[0];
  Dims dims;
  Layer layer = join(r, std::move(tensors), shapes, axis, dims);
  return r.intermediate(std::move(layer), std::move(dims));
}

/// The elements at `indices` along `axis` of the input, seen as `shape`; the output is `out`.
void gather(Reading& r, Shape shape, int axis, const Integers& indices, const Shape& out) {
  r.expect_same_quantization(0);
  r.expect_shape(out);
  const std::int64_t extent = shape[static_cast<std::size_t>(axis)];
  for (const std::int64_t index : indices)
    if (index < 0 || index >= extent)
      r.refuse(r.input(1), fmt::format("index {} lies outside dimension {}, of {}", index, axis, extent));
  const Parts runs = runs_of(indices, extent);
  if (runs.empty() || runs.size() > max_parts)
    r.refuse(r.input(1), fmt::format("its indices make {} runs in equal steps; only 1 to {} are supported", runs.size(),
                                     max_parts));
  if (runs.size() == 1) {
    Parts parts = all_of(shape);
    parts[static_cast<std::size_t>(axis)] = runs[0];
    return finish_part(r, 0, parts, out);
  }
  const int joined = parts_joined(r, r.activation(0), shape, axis, runs);
  r.finish(joined, out);
}

void read_gather(Reading& r) {
  r.expect_inputs(2, 2);
  const Shape &in = r.input(0).shape, &indices = r.input(1).shape;
  const int axis = r.axis(r.attributes().integer("axis"), in.size());
  const auto batches = static_cast<std::size_t>(std::max<std::int64_t>(0, r.attributes().integer("batch_dims")));
  if (batches > std::min(in.size(), indices.size()) || product(in.begin(), in.begin() + static_cast<int>(batches)) != 1)
    r.refuse("indices of a batch are supported only for a batch of 1");
  if (r.is_constant(0) && !r.is_constant(1) && axis == 0 && batches == 0) return read_embedding(r, 1, 0);
  Shape out(in.begin(), in.begin() + axis);
  out.insert(out.end(), indices.begin() + static_cast<int>(batches), indices.end());
  out.insert(out.end(), in.begin() + axis + 1, in.end());
  gather(r, in, axis, r.known_integers(1), out);
}

/// Indices of the first dimensions, which are taken as one.
void read_gather_nd(Reading& r) {
  r.expect_inputs(2, 2);
  const Shape &in = r.input(0).shape, &indices = r.input(1).shape;
  const std::size_t named = indices.empty() ? 0 : static_cast<std::size_t>(indices.back());
  if (named < 1 || named > in.size()) r.refuse(r.input(1), "its last dimension does not name dimensions of the input");
  const Integers all = r.known_integers(1);
  Integers flat;
  for (std::size_t i = 0; i + named <= all.size(); i += named) {
    std::int64_t place = 0;
    for (std::size_t k = 0; k < named; ++k) {
      if (all[i + k] < 0 || all[i + k] >= in[k])
        r.refuse(r.input(1), fmt::format("index {} lies outside dimension {}, of {}", all[i + k], k, in[k]));
      place = place * in[k] + all[i + k];
    }
    flat.push_back(place);
  }
  const auto rest = in.begin() + static_cast<int>(named);
  Shape seen{product(in.begin(), rest)}, out(indices.begin(), indices.end() - 1);
  seen.insert(seen.end(), rest, in.end()), out.insert(out.end(), rest, in.end());
  gather(r, std::move(seen), 0, flat, out);
}

void read_reverse(Reading& r) {
  r.expect_inputs(2, 2);
  Parts parts = all_of(r.input(0).shape);
  for (const std::int64_t value : r.known_integers(1)) {
    Part& part = parts[static_cast<std::size_t>(r.axis(value, parts.size()))];
    part.begin = part.extent - 1, part.step = -1;
  }
  finish_part(r, 0, parts, r.input(0).shape);
}

/// At the ends of each dimension its elements again, backwards: without the last one (REFLECT), or with it.
void read_mirror_pad(Reading& r) {
  r.expect_inputs(2, 2);
  Shape shape = r.input(0).shape;
  const Integers amounts = r.known_integers(1);
  if (amounts.size() != shape.size() * 2) r.refuse(r.input(1), "it does not have two numbers for each dimension");
  r.expect_same_quantization(0);
  const std::int64_t left_out = r.attributes().integer("mode") == 0 ? 1 : 0;
  int tensor = r.activation(0);
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t before = amounts[2 * i], after = amounts[2 * i + 1], extent = shape[i];
    if (std::min(before, after) < 0 || std::max(before, after) > extent - left_out)
      r.refuse(r.input(1), fmt::format("it pads by {} and {}; dimension {}, of {}, mirrors 0 to {}", before, after, i,
                                       extent, extent - left_out));
    Parts along;
    if (before > 0) along.push_back({extent, before - 1 + left_out, -1, before});
    along.push_back({extent, 0, 1, extent});
    if (after > 0) along.push_back({extent, extent - 1 - left_out, -1, after});
    tensor = parts_joined(r, tensor, shape, static_cast<int>(i), along);
  }
  r.expect_shape(shape);
  if (tensor == r.activation(0)) return finish_part(r, 0, all_of(shape), shape);
  r.finish(tensor, shape);
}

}  // namespace

Rules rules::gather() {
  return {{"GATHER", read_gather, Effect::moves, Axes::joined},
          {"GATHER_ND", read_gather_nd, Effect::moves, Axes::joined},
          {"REVERSE_V2", read_reverse, Effect::moves, Axes::joined},
          {"MIRROR_PAD", read_mirror_pad, Effect::moves, Axes::joined}};
}

}  // namespace exporter
