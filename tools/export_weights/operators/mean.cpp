// SPDX-License-Identifier: BSL-1.0
#include "operators/mean.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <tinytmpl/layers/reduce.hpp>

#include "operators/rules.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::Axis;

std::string mean_word(const Network& net, const Layer& layer) {
  const auto& [axes, keep_dims] = attributes<MeanAttributes>(layer);
  const bool whole_image = axes == std::vector{Axis::height, Axis::width} && net.in(layer).dims.size() == 3;
  if (whole_image && !keep_dims) return "GlobalAveragePool2D";
  Word word("Mean");
  for (const Axis axis : axes) word << axis_word(axis);
  if (keep_dims) word << "KeepDims";
  return word.text();
}

tinytmpl::layers::Axes axes_of(const Layer& layer) {
  tinytmpl::layers::Axes out;
  for (const Axis axis : attributes<MeanAttributes>(layer).axes) out.add(axis);
  return out;
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  return tinytmpl::layers::mean("Mean", extent(net.in(layer).dims), axes_of(layer),
                                attributes<MeanAttributes>(layer).keep_dims);
}

/// A mean lies between what it averages; over channels, of all of them.
Interval interval(const Evaluation& e, std::size_t c) {
  const tinytmpl::layers::Axes axes = axes_of(e.layer);
  Interval x = e.in(0, axes.c ? 0 : c);
  for (std::size_t i = 1; axes.c && i < e.channels(); ++i) x = hull(x, e.in(0, i));
  const tinytmpl::core::Extent in = extent(e.net.in(e.layer).dims), kept = axes.kept(in);
  const std::int64_t count = std::int64_t{in.h / kept.h} * (in.w / kept.w) * (in.c / kept.c);
  return e.to_output(e.scale() / double{e.out.quantization.scale})
      .mean(x.low - e.zero_point(), x.high - e.zero_point(), count);
}

void tie(Ties& ties, const Layer& layer) {
  if (axes_of(layer).c) keeps_all(ties, layer);
  else same_channels(ties, layer);
}

void read(Reading& r) {
  r.expect_inputs(2, 2);
  Layer layer{&operators::mean, {r.activation(0)}, {}};
  const bool keep_dims = r.attributes().integer("keep_dims") != 0;
  const Value& in = r.input(0);
  std::set<int> file_axes;
  for (const std::int64_t value : r.known_integers(1)) file_axes.insert(r.axis(value, in.shape.size()));

  std::vector<int> shape;
  for (int axis = 0; axis < static_cast<int>(in.shape.size()); ++axis)
    if (!file_axes.contains(axis)) shape.push_back(in.shape[static_cast<std::size_t>(axis)]);
    else if (keep_dims) shape.push_back(1);
  std::vector<Axis> axes;
  for (const int axis : file_axes)
    if (!is_batch(in, axis)) axes.push_back(r.library_axis(in, axis));
  if (axes.empty()) r.refuse(in, "it averages over nothing but the batch; remove the operator");

  Dims dims;
  const Dims& from = r.tensor(0).dims;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto axis = static_cast<Axis>(i + 3 - from.size());
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) dims.push_back(from[i]);
    else if (keep_dims) dims.push_back(1);
  }
  if (dims.empty()) dims = {1};
  r.expect_multiplier(double{r.tensor(0).quantization.scale} / double{r.output_quantization().scale});
  layer.attributes = MeanAttributes{std::move(axes), keep_dims};
  r.finish(std::move(layer), shape, dims);
}

}  // namespace

const Operator operators::mean{mean_word, node, interval, tie};

Rules rules::mean() { return {{"MEAN", read, Effect::computes, Axes::joined, Uint8::known}}; }

}  // namespace exporter
