// SPDX-License-Identifier: BSL-1.0
// ReduceMean, ReduceSum, ReduceMax, ReduceMin.
#include <set>

#include "frontend/onnx/rules.hpp"

namespace exporter::onnx {
namespace {

constexpr std::pair<std::string_view, const char*> names[] = {
    {"ReduceMean", "MEAN"}, {"ReduceSum", "SUM"}, {"ReduceMax", "REDUCE_MAX"}, {"ReduceMin", "REDUCE_MIN"}};

void read(Importer& x) {
  View view = x.input(0);
  const Shape shape = x.shape(view);
  if (view.flat) view = {x.plain(view), in_order(shape.size()), {}};
  const Integers said = x.integers("axes", 1).value_or(Integers{});
  if (said.empty() && x.integer("noop_with_empty_axes", 0) != 0) return x.set(0, view);
  std::set<std::size_t> gone;
  for (const std::int64_t axis : said) gone.insert(x.axis(axis, shape.size()));
  if (said.empty())
    for (std::size_t i = 0; i < shape.size(); ++i) gone.insert(i);
  const bool keeps = x.integer("keepdims", 1) != 0;
  Integers axes;
  std::set<int> dropped;  // of the value
  for (const std::size_t i : gone) axes.push_back(view.axes[i]), dropped.insert(view.axes[i]);
  const Shape lies = x.value(view).shape;
  Shape out;
  for (int i = 0; i < static_cast<int>(lies.size()); ++i)
    if (!dropped.contains(i)) out.push_back(lies[static_cast<std::size_t>(i)]);
    else if (keeps) out.push_back(1);
  Axes left;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (!keeps && gone.contains(i)) continue;
    int place = view.axes[i];
    if (!keeps) place -= static_cast<int>(std::distance(dropped.begin(), dropped.lower_bound(place)));
    left.push_back(place);
  }
  Attributes attributes;
  attributes.set("keep_dims", std::int64_t{keeps});
  const char* type = "";
  for (const auto& [theirs, ours] : names)
    if (theirs == x.type()) type = ours;
  x.set(0, {x.add(type, {view.value, x.int32s(axes)}, out, attributes), left, {}});
}

}  // namespace

Rules rules::reduction() {
  Rules out;
  for (const auto& [theirs, ours] : names) out.push_back({theirs, read});
  return out;
}

}  // namespace exporter::onnx
