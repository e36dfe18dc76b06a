// SPDX-License-Identifier: BSL-1.0
// SPLIT, SPLIT_V, UNPACK: several outputs, each a part of the input.
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "operators/part.hpp"
#include "operators/rules.hpp"
#include "text.hpp"

namespace exporter {
namespace {

/// Each output as so many elements along `axis` as `sizes` says, one after the other.
void split(Reading& r, std::size_t input, int axis, const Integers& sizes, bool drops_axis = false) {
  const Value& in = r.input(input);
  const auto along = static_cast<std::size_t>(axis);
  if (sizes.size() != r.outputs() || std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) != in.shape[along])
    r.refuse(in, fmt::format("its dimension {} does not divide into {} outputs of {}", axis, r.outputs(),
                             fmt::join(sizes, ", ")));
  Parts parts = all_of(in.shape);
  for (std::size_t i = 0; i < sizes.size(); parts[along].begin += sizes[i++]) {
    parts[along].count = sizes[i];
    std::vector<int> shape = in.shape;
    if (drops_axis) shape.erase(shape.begin() + axis);
    else shape[along] = static_cast<int>(sizes[i]);
    if (r.choose_output(i)) finish_part(r, input, parts, shape);
  }
}

/// The axis that a constant names.
int axis_at(Reading& r, std::size_t i, const Value& in) {
  const Integers axis = r.known_integers(i);
  if (axis.size() != 1) r.refuse(r.input(i), "it is not one axis");
  return r.axis(axis[0], in.shape.size());
}

void read_split(Reading& r) {
  r.expect_inputs(2, 2);
  const Value& in = r.input(1);
  const int axis = axis_at(r, 0, in);
  split(r, 1, axis, Integers(r.outputs(), in.shape[static_cast<std::size_t>(axis)] / static_cast<int>(r.outputs())));
}

void read_split_v(Reading& r) {
  r.expect_inputs(3, 3);
  const Value& in = r.input(0);
  const int axis = axis_at(r, 2, in);
  Integers sizes = r.known_integers(1);
  std::int64_t rest = in.shape[static_cast<std::size_t>(axis)], open = 0;
  for (const std::int64_t size : sizes) {
    if (size < -1 || size == 0 || size > rest)
      r.refuse(r.input(1), "each part has at least one element, all of them fit");
    if (size == -1) ++open;
    else rest -= size;
  }
  if (open > 1) r.refuse(r.input(1), "only one part can be the rest");
  for (std::int64_t& size : sizes)
    if (size == -1) size = rest;
  split(r, 0, axis, sizes);
}

void read_unpack(Reading& r) {
  r.expect_inputs(1, 1);
  const Value& in = r.input(0);
  split(r, 0, r.axis(r.attributes().integer("axis"), in.shape.size()), Integers(r.outputs(), 1), true);
}

}  // namespace

Rules rules::split() {
  return {{"SPLIT", read_split, Effect::moves, Axes::joined},
          {"SPLIT_V", read_split_v, Effect::moves, Axes::joined},
          {"UNPACK", read_unpack, Effect::moves, Axes::joined}};
}

}  // namespace exporter
