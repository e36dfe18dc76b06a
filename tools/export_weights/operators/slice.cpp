// SPDX-License-Identifier: BSL-1.0
// SLICE, STRIDED_SLICE.
#include <tinytmpl/layers/slice.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "operators/reshape.hpp"
#include "operators/rules.hpp"
#include "text.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::layers::EachAxis;

/// Where a slice begins, and its steps.
struct Part {
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
  const auto& part = attributes<Part>(layer);
  const Dims& dims = net.out(layer).dims;
  Word word("Slice");
  word << shape_word(dims);
  if (part.begin.h + part.begin.w + part.begin.c > 0) word << option("Begin", part.begin, dims.size());
  if (part.step.h * part.step.w * part.step.c > 1) word << option("Steps", part.step, dims.size());
  return word.text();
}

Interval interval(const Evaluation& e, std::size_t c) {
  const auto& part = attributes<Part>(e.layer);
  return e.in(0, static_cast<std::size_t>(part.begin.c) + c * static_cast<std::size_t>(part.step.c));
}

void tie(Ties& ties, const Layer& layer) {
  if (ties.count(layer.inputs[0]) == ties.count(layer.output())) ties.tie(layer.inputs[0], layer.output());
  else keeps_all(ties, layer);
}

const Operator slice{slice_word,
                     [](const Network& net, const Layer& layer) {
                       const auto& part = attributes<Part>(layer);
                       return tinytmpl::layers::slice(extent(net.in(layer).dims), extent(net.out(layer).dims),
                                                      part.begin, part.step);
                     },
                     interval, tie};

/// Of each dimension of the input: first element, steps, how many.
struct Axes {
  std::vector<std::int64_t> begin, step, count;
};

void finish(Reading& r, const Axes& axes) {
  Layer layer{&slice, {r.activation(0)}, {}};
  r.expect_same_quantization(0);
  const Value& in = r.input(0);
  std::vector<int> shape = in.shape;
  Part part;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t first = axes.begin[i], by = axes.step[i], count = axes.count[i], extent = shape[i];
    const bool begins = first >= 0 && first < extent;
    const bool steps = by >= 1 && by <= extent && count >= 1 && count <= extent;
    if (!begins || !steps || first + (count - 1) * by >= extent)
      r.refuse(
          fmt::format("of dimension {}, of {}, it takes {} from {} on in steps of {}; only forwards, inside, and at "
                      "least one are supported",
                      i, extent, count, first, by));
    if (count == extent) continue;
    const int begin = static_cast<int>(first), step = count == 1 ? 1 : static_cast<int>(by);
    switch (r.library_axis(in, static_cast<int>(i))) {
      case tinytmpl::Axis::height: part.begin.h = begin, part.step.h = step; break;
      case tinytmpl::Axis::width: part.begin.w = begin, part.step.w = step; break;
      case tinytmpl::Axis::channels: part.begin.c = begin, part.step.c = step; break;
    }
    shape[i] = static_cast<int>(count);
  }
  if (shape == in.shape) layer.op = &operators::reshape;
  else layer.attributes = part;
  r.finish(std::move(layer), shape);
}

std::vector<std::int64_t> numbers(Reading& r, std::size_t i) {
  std::vector<std::int64_t> all = r.known_integers(i);
  if (all.size() != r.input(0).shape.size()) r.refuse(r.input(i), "it does not have a number for each dimension");
  return all;
}

void read_slice(Reading& r) {
  r.expect_inputs(3, 3);
  Axes axes{numbers(r, 1), {}, numbers(r, 2)};
  const std::vector<int>& shape = r.input(0).shape;
  axes.step.assign(shape.size(), 1);
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (axes.count[i] == -1)
      axes.count[i] = shape[i] - std::clamp<std::int64_t>(axes.begin[i], 0, shape[i]);  // the rest
  finish(r, axes);
}

void read_strided(Reading& r) {
  r.expect_inputs(4, 4);
  const auto mask = [&r](const char* name) { return r.attributes().integer(name); };
  if ((mask("ellipsis_mask") | mask("new_axis_mask") | mask("offset")) != 0)
    r.refuse(
        "an ellipsis, new axes and ends that are counted from the beginning of the slice are not supported; slice with "
        "numbers for all axes");
  Axes axes{numbers(r, 1), numbers(r, 3), numbers(r, 2)};
  const std::vector<int>& shape = r.input(0).shape;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const auto masked = [i, &mask](const char* name) { return (mask(name) >> i & 1) != 0; };
    const auto inside = [extent = std::int64_t{shape[i]}](std::int64_t place) {
      return std::clamp(place < 0 ? place + extent : place, std::int64_t{0}, extent);
    };
    const std::int64_t begin = masked("begin_mask") ? 0 : inside(axes.begin[i]);
    std::int64_t end = masked("end_mask") ? shape[i] : inside(axes.count[i]);
    if (masked("shrink_axis_mask")) end = begin + 1;
    // One of 0 is refused; all that pass the end are the same.
    const std::int64_t step = std::clamp<std::int64_t>(axes.step[i], 0, shape[i]);
    axes.begin[i] = begin, axes.step[i] = step;
    axes.count[i] = step == 0 ? 0 : (end - begin + step - 1) / step;
  }
  finish(r, axes);
}

}  // namespace

Rules rules::slice() {
  return {{"SLICE", read_slice, Effect::moves, exporter::Axes::joined},
          {"STRIDED_SLICE", read_strided, Effect::moves, exporter::Axes::joined}};
}

}  // namespace exporter
