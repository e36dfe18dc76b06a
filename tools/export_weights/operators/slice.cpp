// SPDX-License-Identifier: BSL-1.0
// SLICE, STRIDED_SLICE.
#include <tinytmpl/layers/slice.hpp>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "operators/neighbours.hpp"
#include "operators/part.hpp"
#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::EachAxis;

/// Where a slice begins, and its steps.
struct SliceFrom {
  EachAxis begin{0, 0, 0}, step{1, 1, 1};

  bool all_channels(const Network& net, const Layer& layer) const {
    return net.in(layer).dims.back() == net.out(layer).dims.back();
  }
};

std::string option(const char* name, const EachAxis& numbers, std::size_t rank) {
  const int all[] = {numbers.h, numbers.w, numbers.c};
  return fmt::format("{}<{}>", name, fmt::join(std::end(all) - static_cast<std::ptrdiff_t>(rank), std::end(all), ", "));
}

std::string slice_word(const Network& net, const Layer& layer) {
  const auto& part = attributes<SliceFrom>(layer);
  const Dims& dims = net.out(layer).dims;
  Word word("Slice");
  word << shape_word(dims);
  if (part.begin.h + part.begin.w + part.begin.c > 0) word << option("Begin", part.begin, dims.size());
  if (part.step.h != 1 || part.step.w != 1 || part.step.c != 1) word << option("Steps", part.step, dims.size());
  return word.text();
}

Interval interval(const Evaluation& e, std::size_t c) {
  const auto& part = attributes<SliceFrom>(e.layer);
  return e.in(0, static_cast<std::size_t>(part.begin.c + static_cast<int>(c) * part.step.c));
}

void tie(Ties& ties, const Layer& layer) {
  const bool in_order = attributes<SliceFrom>(layer).step.c == 1;
  if (in_order && ties.count(layer.inputs[0]) == ties.count(layer.output())) ties.tie(layer.inputs[0], layer.output());
  else keeps_all(ties, layer);
}

const Operator slice{slice_word,
                     [](const Network& net, const Layer& layer) {
                       const auto& part = attributes<SliceFrom>(layer);
                       return tinytmpl::layers::slice(extent(net.in(layer).dims), extent(net.out(layer).dims),
                                                      part.begin, part.step);
                     },
                     interval, tie};

/// A Slice of a tensor along up to three axes.
int slice_of(Reading& r, int tensor, const Parts& parts) {
  Dims from, to;
  EachAxis begin, step{1, 1, 1};
  int* const begins[] = {&begin.h, &begin.w, &begin.c};
  int* const steps[] = {&step.h, &step.w, &step.c};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    const std::size_t axis = 3 - parts.size() + i;
    from.push_back(static_cast<int>(part.extent)), to.push_back(static_cast<int>(part.count));
    *begins[axis] = static_cast<int>(part.begin), *steps[axis] = part.count == 1 ? 1 : static_cast<int>(part.step);
  }
  const auto is_whole = [](const Part& part) { return part.is_whole(); };
  if (std::all_of(parts.begin(), parts.end(), is_whole)) return parts.empty() ? tensor : r.reshaped(tensor, to);
  return r.intermediate({&slice, {r.reshaped(tensor, from)}, {}, SliceFrom{begin, step}}, to);
}

/// Along one axis after the other.
int slices_of(Reading& r, int tensor, Parts parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].is_whole()) continue;
    Part before, after;
    for (std::size_t k = 0; k < parts.size(); ++k)
      if (k != i) (k < i ? before : after).extent *= parts[k].extent;
    before.count = before.extent, after.count = after.extent;
    tensor = slice_of(r, tensor, {before, parts[i], after});
    parts[i] = {parts[i].count, 0, 1, parts[i].count};
  }
  return tensor;
}

void check(Reading& r, const Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [extent, first, by, count] = parts[i];
    const auto is_inside = [extent = extent](std::int64_t place) { return place >= 0 && place < extent; };
    const bool steps = by != 0 && std::abs(by) <= extent && count >= 1 && count <= extent;
    if (!steps || !is_inside(first) || !is_inside(first + (count - 1) * by))
      r.refuse(
          fmt::format("of dimension {}, of {}, it takes {} from {} on in steps of {}; at least one, and none outside, "
                      "are supported",
                      i, extent, count, first, by));
  }
}

Integers numbers(Reading& r, std::size_t i) {
  Integers all = r.known_integers(i);
  if (all.size() != r.input(0).shape.size()) r.refuse(r.input(i), "it does not have a number for each dimension");
  return all;
}

void read_slice(Reading& r) {
  r.expect_inputs(3, 3);
  const Integers begin = numbers(r, 1), count = numbers(r, 2);
  Parts parts = all_of(r.input(0).shape);
  std::vector<int> shape;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    part.begin = begin[i];
    part.count = count[i] == -1 ? part.extent - std::clamp<std::int64_t>(begin[i], 0, part.extent) : count[i];
  }
  check(r, parts);
  for (const Part& part : parts) shape.push_back(static_cast<int>(part.count));
  finish_part(r, 0, parts, shape);
}

/// One axis of a STRIDED_SLICE: what its masks say of it.
///
/// source   TFLite kernels/internal/strided_slice_logic.h
Part strided(std::int64_t extent, std::int64_t begin, std::int64_t end, std::int64_t step, bool from_begin, bool to_end,
             bool one, bool counted) {
  const bool back = step < 0;
  const auto inside = [&](std::int64_t place) {
    return std::clamp(place < 0 ? place + extent : place, std::int64_t{back ? -1 : 0}, extent - back);
  };
  begin = from_begin ? (back ? extent - 1 : 0) : inside(begin);
  if (counted) end += begin;
  end = to_end ? (back ? -1 : extent) : inside(end);
  step = std::clamp(step, -extent, extent);  // one of 0 is refused; all that pass the end are the same
  if (one) return {extent, begin, 1, 1};
  return {extent, begin, step,
          step == 0 ? 0
          : back    ? (begin - end - step - 1) / -step
                    : (end - begin + step - 1) / step};
}

void read_strided(Reading& r) {
  r.expect_inputs(4, 4);
  const std::vector<int>& in = r.input(0).shape;
  const Integers begin = r.known_integers(1), end = r.known_integers(2), step = r.known_integers(3);
  const auto has = [&r](const char* mask, std::size_t i) {
    return i < 32 && (r.attributes().integer(mask) >> i & 1) != 0;
  };
  const auto makes_axis = [&](std::size_t i) { return has("new_axis_mask", i) && !has("ellipsis_mask", i); };
  if (end.size() != begin.size() || step.size() != begin.size())
    r.refuse("it has not as many beginnings as ends and steps; the file is damaged");
  std::size_t left = 0;  // axes that are named behind the place
  for (std::size_t i = 0; i < begin.size(); ++i) left += makes_axis(i) || has("ellipsis_mask", i) ? 0 : 1;
  Parts parts;
  std::vector<int> shape;
  const auto keep = [&](std::size_t until) {
    while (parts.size() < until && parts.size() < in.size()) {
      shape.push_back(in[parts.size()]);
      parts.push_back({shape.back(), 0, 1, shape.back()});
    }
  };
  if (left > in.size()) r.refuse(r.input(1), "it names more dimensions than there are");
  for (std::size_t i = 0; i < begin.size(); ++i) {
    if (has("ellipsis_mask", i)) {
      keep(in.size() - left);
    } else if (makes_axis(i)) {
      shape.push_back(1);
    } else {
      const bool one = has("shrink_axis_mask", i);
      parts.push_back(strided(in[parts.size()], begin[i], end[i], step[i], has("begin_mask", i), has("end_mask", i),
                              one, r.attributes().integer("offset") != 0));
      if (!one) shape.push_back(static_cast<int>(parts.back().count));
      --left;
    }
  }
  keep(in.size());
  check(r, parts);
  finish_part(r, 0, parts, shape);
}

}  // namespace

std::optional<Part> Part::joined(const Part& inner) const {
  if (extent == 1) return inner;
  if (!inner.is_whole() || (step != 1 && count != 1)) return {};
  return Part{extent * inner.extent, begin * inner.extent, 1, count * inner.extent};
}

Parts all_of(const std::vector<int>& shape) {
  Parts parts;
  for (const int dim : shape) parts.push_back({dim, 0, 1, dim});
  return parts;
}

int take_part(Reading& r, int tensor, const Parts& parts) {
  const auto axes = by_axis(parts, r.dims(tensor));
  const Parts few = axes ? *axes : folded(parts);
  return few.size() <= 3 ? slice_of(r, tensor, few) : slices_of(r, tensor, few);
}

void finish_part(Reading& r, std::size_t i, const Parts& parts, const std::vector<int>& shape) {
  r.expect_same_quantization(i);
  r.expect_shape(shape);
  const int tensor = r.activation(i), part = take_part(r, tensor, parts);
  if (part == tensor) r.finish({&operators::reshape, {tensor}, {}}, shape);
  else r.finish(part, shape);
}

Rules rules::slice() {
  return {{"SLICE", read_slice, Effect::moves, Axes::joined},
          {"STRIDED_SLICE", read_strided, Effect::moves, Axes::joined}};
}

}  // namespace exporter
