// SPDX-License-Identifier: BSL-1.0
#include "graph/fold.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace exporter {
namespace {

using Known = std::optional<Integers>;

Known all_inputs(const Graph& graph, const Operation& op) {
  Integers joined;
  for (const int input : op.inputs) {
    const Known part = integers(graph, input);
    if (!part || joined.size() + part->size() > max_integers) return std::nullopt;
    joined.insert(joined.end(), part->begin(), part->end());
  }
  return joined;
}

/// One dimension only: values[begin : end : stride].
Known strided_slice(const Graph& graph, const Operation& op) {
  const auto asks = [&op](const char* option) { return op.attributes.integer(option) != 0; };
  if (op.inputs.size() != 4 || asks("ellipsis_mask") || asks("new_axis_mask") || asks("offset")) return std::nullopt;
  const Known values = integers(graph, op.inputs[0]), first = integers(graph, op.inputs[1]),
              last = integers(graph, op.inputs[2]), steps = integers(graph, op.inputs[3]);
  if (!values || !first || !last || !steps || first->size() != 1 || last->size() != 1 || steps->size() != 1)
    return std::nullopt;
  if (graph[op.inputs[0]].shape.size() != 1 || steps->front() <= 0) return std::nullopt;
  const auto count = static_cast<std::int64_t>(values->size());
  const auto clip = [count](std::int64_t at) { return std::clamp(at < 0 ? at + count : at, std::int64_t{0}, count); };
  std::int64_t begin = clip(first->front()), end = clip(last->front());
  if (op.attributes.integer("begin_mask") & 1) begin = 0;
  if (op.attributes.integer("end_mask") & 1) end = count;
  if (op.attributes.integer("shrink_axis_mask") & 1) end = std::min(begin + 1, count);
  Integers out;
  for (; begin < end; begin += std::min(steps->front(), count))
    out.push_back((*values)[static_cast<std::size_t>(begin)]);
  return out;
}

Known gather(const Graph& graph, const Operation& op) {
  if (op.inputs.size() != 2 || op.attributes.integer("axis") != 0) return std::nullopt;
  const Known values = integers(graph, op.inputs[0]), indices = integers(graph, op.inputs[1]);
  if (!values || !indices || graph[op.inputs[0]].shape.size() != 1) return std::nullopt;
  Integers out;
  for (const std::int64_t index : *indices) {
    if (index < 0 || index >= static_cast<std::int64_t>(values->size())) return std::nullopt;
    out.push_back((*values)[static_cast<std::size_t>(index)]);
  }
  return out;
}

Known product(const Graph& graph, const Operation& op) {
  const Known values = op.inputs.empty() ? std::nullopt : integers(graph, op.inputs[0]);
  if (!values || graph[op.inputs[0]].shape.size() != 1) return std::nullopt;
  std::int64_t out = 1;
  for (const std::int64_t value : *values)
    if (value < 0 || value > INT32_MAX || (out *= value) > INT32_MAX) return std::nullopt;
  return Integers{out};
}

Known shape(const Graph& graph, const Operation& op) {
  if (op.inputs.size() != 1 || op.inputs[0] < 0) return std::nullopt;
  return Integers(graph[op.inputs[0]].shape.begin(), graph[op.inputs[0]].shape.end());
}

Known joined(const Graph& graph, const Operation& op) {
  const std::int64_t axis = op.attributes.integer("axis");
  return axis == 0 || axis == -1 ? all_inputs(graph, op) : std::nullopt;
}

Known evaluate(const Graph& graph, const Operation& op) {
  using Fold = Known (*)(const Graph&, const Operation&);
  static const std::map<std::string_view, Fold> folds{{"SHAPE", shape},
                                                      {"PACK", joined},
                                                      {"CONCATENATION", joined},
                                                      {"CAST", all_inputs},
                                                      {"STRIDED_SLICE", strided_slice},
                                                      {"GATHER", gather},
                                                      {"REDUCE_PROD", product}};
  const auto found = folds.find(op.type);
  return op.is_custom || found == folds.end() ? std::nullopt : found->second(graph, op);
}

bool folds(Graph& graph, const Operation& op) {
  if (op.outputs.size() != 1) return false;
  const Value& out = graph[op.outputs[0]];
  if ((out.dtype != Dtype::int32 && out.dtype != Dtype::int64) || out.shape.size() > 1) return false;
  Known values = evaluate(graph, op);
  if (!values || values->size() > max_integers || static_cast<std::int64_t>(values->size()) != out.elements())
    return false;
  graph.folded[op.outputs[0]] = std::move(*values);
  return true;
}

}  // namespace

void fold_constants(Graph& graph) {
  std::erase_if(graph.operations, [&](const Operation& op) { return folds(graph, op); });
}

void remove_unused_operators(Graph& graph) {
  std::set<int> needed(graph.outputs.begin(), graph.outputs.end());
  const auto is_unused = [&](const Operation& op) {
    if (std::none_of(op.outputs.begin(), op.outputs.end(), [&](int output) { return needed.contains(output); }))
      return true;
    needed.insert(op.inputs.begin(), op.inputs.end());
    return false;
  };
  std::reverse(graph.operations.begin(), graph.operations.end());  // readers first
  std::erase_if(graph.operations, is_unused);
  std::reverse(graph.operations.begin(), graph.operations.end());
}

}  // namespace exporter
