// SPDX-License-Identifier: BSL-1.0
// MEAN, SUM, REDUCE_MAX, REDUCE_MIN, ARG_MAX, ARG_MIN.
#include "operators/reduce.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <tinytmpl/layers/arg_max.hpp>

#include "operators/as_strided.hpp"
#include "operators/rules.hpp"
#include "words.hpp"

namespace exporter {
namespace {

using tinytmpl::Axis;
using tinytmpl::core::Op;

bool takes_whole_image(const Network& net, const Layer& layer) {
  const auto& [axes, keep_dims] = attributes<ReductionAttributes>(layer);
  return !keep_dims && axes == std::vector{Axis::height, Axis::width} && net.in(layer).dims.size() == 3;
}

std::string reduction_word(const char* name, const Layer& layer) {
  const auto& [axes, keep_dims] = attributes<ReductionAttributes>(layer);
  Word word(name);
  for (const Axis axis : axes) word << axis_word(axis);
  if (keep_dims) word << "KeepDims";
  return word.text();
}

tinytmpl::layers::Axes axes_of(const Layer& layer) {
  tinytmpl::layers::Axes out;
  for (const Axis axis : attributes<ReductionAttributes>(layer).axes) out.add(axis);
  return out;
}
bool keeps_dims(const Layer& layer) { return attributes<ReductionAttributes>(layer).keep_dims; }

/// Of channel c of the operand; where channels are taken together, of all of them.
Interval operand_interval(const Evaluation& e, std::size_t c) {
  const bool all = axes_of(e.layer).c;
  Interval x = e.in(0, all ? 0 : c);
  for (std::size_t i = 1; all && i < e.channels(); ++i) x = hull(x, e.in(0, i));
  return x;
}

/// A mean lies between what it averages.
Interval mean_interval(const Evaluation& e, std::size_t c) {
  const Interval x = operand_interval(e, c);
  const tinytmpl::core::Extent in = extent(e.net.in(e.layer).dims), kept = axes_of(e.layer).kept(in);
  const std::int64_t count = std::int64_t{in.h / kept.h} * (in.w / kept.w) * (in.c / kept.c);
  return e.to_output(e.scale() / double{e.out.quantization.scale})
      .mean(x.low - e.zero_point(), x.high - e.zero_point(), count);
}

void tie(Ties& ties, const Layer& layer) {
  if (axes_of(layer).c) keeps_all(ties, layer);
  else same_channels(ties, layer);
}

const Operator sum{[](const Network&, const Layer& layer) { return reduction_word("ReduceSum", layer); },
                   [](const Network& net, const Layer& layer) {
                     return tinytmpl::layers::sum("ReduceSum", extent(net.in(layer).dims), axes_of(layer),
                                                  keeps_dims(layer));
                   },
                   can_be_anything, tie};

template <Op op>
tinytmpl::core::Node extreme_node(const Network& net, const Layer& layer) {
  const char* const kind = op == Op::reduce_max ? "ReduceMax" : "ReduceMin";
  return tinytmpl::layers::extreme(op, kind, extent(net.in(layer).dims), axes_of(layer), keeps_dims(layer));
}
const Operator largest{[](const Network& net, const Layer& layer) {
                         return takes_whole_image(net, layer) ? "GlobalMaxPool2D" : reduction_word("ReduceMax", layer);
                       },
                       extreme_node<Op::reduce_max>, operand_interval, tie};
const Operator smallest{[](const Network&, const Layer& layer) { return reduction_word("ReduceMin", layer); },
                        extreme_node<Op::reduce_min>, operand_interval, tie};

/// Those of the library that these of the file's dimensions are; nothing: some are joined with others, or the batch.
std::optional<std::vector<Axis>> library_axes(const Value& in, const std::set<int>& axes) {
  std::vector<Axis> out;
  const int rank = static_cast<int>(in.shape.size());
  for (const int axis : axes) {
    if (is_batch(in, axis)) continue;
    const auto is_joined = [&](int other) { return other != axis && in.shape[static_cast<std::size_t>(other)] != 1; };
    for (int other = 0; axis < rank - 2 && other < rank - 2; ++other)
      if (is_joined(other)) return {};
    out.push_back(static_cast<Axis>(std::max(0, 3 - rank + axis)));
  }
  if (out.empty()) return {};
  return out;
}

/// The input with all that is taken together last: a row for each element of the output.
int rows_of_reduced(Reading& r, const std::set<int>& axes) {
  const std::vector<int>& shape = r.input(0).shape;
  const StridedView all(shape);
  StridedView view({});
  Dims dims{1, 1};
  for (const bool reduced : {false, true})
    for (std::size_t i = 0; i < shape.size(); ++i)
      if (axes.contains(static_cast<int>(i)) == reduced) view.axes.push_back(all.axes[i]), dims[reduced] *= shape[i];
  return strided(r, 0, view, dims);
}

/// As the library describes it, the output of a reduction.
Dims reduced_dims(const Dims& from, const std::vector<Axis>& axes, bool keep_dims) {
  Dims dims;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto axis = static_cast<Axis>(i + 3 - from.size());
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) dims.push_back(from[i]);
    else if (keep_dims) dims.push_back(1);
  }
  return dims.empty() ? Dims{1} : dims;
}

template <const Operator& op>
void read(Reading& r) {
  r.expect_inputs(2, 2);
  const Value& in = r.input(0);
  const bool keep_dims = r.attributes().integer("keep_dims") != 0;
  std::set<int> file_axes;
  for (const std::int64_t value : r.known_integers(1)) file_axes.insert(r.axis(value, in.shape.size()));
  std::vector<int> shape;
  for (int axis = 0; axis < static_cast<int>(in.shape.size()); ++axis)
    if (!file_axes.contains(axis)) shape.push_back(in.shape[static_cast<std::size_t>(axis)]);
    else if (keep_dims) shape.push_back(1);

  const int whole = r.activation(0);
  if (&op == &operators::mean || &op == &sum)
    r.expect_multiplier(double{r.quantization(whole).scale} / double{r.output_quantization().scale});
  else r.expect_same_quantization(0);

  if (const auto axes = library_axes(in, file_axes)) {
    Layer layer{&op, {whole}, {}, ReductionAttributes{*axes, keep_dims}};
    return r.finish(std::move(layer), shape, reduced_dims(r.dims(whole), *axes, keep_dims));
  }
  const int rows = rows_of_reduced(r, file_axes);
  r.finish({&op, {rows}, {}, ReductionAttributes{{Axis::channels}, false}}, shape, {r.dims(rows)[0]});
}

/// The place of the largest or smallest along one axis.
template <Op op>
constexpr const char* arg_name = op == Op::arg_max ? "ArgMax" : "ArgMin";
template <Op op>
const Operator place_of{.word =
                            [](const Network& net, const Layer& layer) {
                              const Axis axis = attributes<ReductionAttributes>(layer).axes[0];
                              const Element element = net.out(layer).element;
                              if (axis == Axis::channels && element == Element::int32)
                                return fmt::format("{}<>", arg_name<op>);
                              Word word(arg_name<op>);
                              word << axis_word(axis);
                              if (element != Element::int32) word << element_word(element);
                              return word.text();
                            },
                        .node =
                            [](const Network& net, const Layer& layer) {
                              return tinytmpl::layers::arg_extreme(op, arg_name<op>, extent(net.in(layer).dims),
                                                                   attributes<ReductionAttributes>(layer).axes[0],
                                                                   net.out(layer).element);
                            }};

template <Op op>
void read_place(Reading& r) {
  r.expect_inputs(2, 2);
  const Value& in = r.input(0);
  const std::vector<std::int64_t> given = r.known_integers(1);
  if (given.size() != 1) r.refuse(r.input(1), "it is not one axis; the file is damaged");
  const int axis = r.axis(given[0], in.shape.size());
  const int whole = r.activation(0);
  if (r.element(whole) != Element::int8 && r.element(whole) != Element::float32)
    r.refuse(in, "this operator is supported in int8 and float32; convert with full integer quantization");
  if (const Element to = element_of(r.output()); to != Element::int32 && to != Element::int64)
    r.refuse(r.output(), "its output must be int32 or int64; convert again");
  std::vector<int> shape = in.shape;
  shape.erase(shape.begin() + axis);
  const std::vector<Axis> axes{r.library_axis(in, axis)};
  r.finish({&place_of<op>, {whole}, {}, ReductionAttributes{axes, false}}, shape,
           reduced_dims(r.dims(whole), axes, false));
}

}  // namespace

const Operator operators::mean{
    [](const Network& net, const Layer& layer) {
      return takes_whole_image(net, layer) ? "GlobalAveragePool2D" : reduction_word("Mean", layer);
    },
    [](const Network& net, const Layer& layer) {
      return tinytmpl::layers::mean("Mean", extent(net.in(layer).dims), axes_of(layer), keeps_dims(layer));
    },
    mean_interval, tie};

Rules rules::reduce() {
  return {{"MEAN", read<operators::mean>, Effect::computes, Axes::joined, Uint8::known},
          {"SUM", read<sum>, Effect::computes, Axes::joined},
          {"REDUCE_MAX", read<largest>, Effect::computes, Axes::joined},
          {"REDUCE_MIN", read<smallest>, Effect::computes, Axes::joined},
          {"ARG_MAX", read_place<Op::arg_max>, Effect::computes, Axes::joined, Uint8::known, Types::several},
          {"ARG_MIN", read_place<Op::arg_min>, Effect::computes, Axes::joined, Uint8::known, Types::several}};
}

}  // namespace exporter
