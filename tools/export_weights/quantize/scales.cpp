// SPDX-License-Identifier: BSL-1.0
// source   TensorFlow Lite's quantization specification, and lite/tools/optimize/operator_property.cc
#include "quantize/scales.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "ir.hpp"
#include "operators/rules.hpp"
#include "quantize/weights.hpp"

namespace exporter {
namespace {

using tinytmpl::Quantization;

bool is_one_of(const Operation& op, std::initializer_list<std::string_view> types) {
  return std::any_of(types.begin(), types.end(), [&](std::string_view type) { return op.is(type); });
}

/// Whether an operator that keeps its input's scale cuts off what lies outside of its output's range.
bool clamps(const Graph& graph, const Operation& op) {
  const bool has_constant = std::any_of(op.inputs.begin(), op.inputs.end(),
                                        [&](int input) { return input >= 0 && !graph[input].data.empty(); });
  return is_one_of(op, {"RELU6", "RELU_N1_TO_1"}) || (is_one_of(op, {"MAXIMUM", "MINIMUM"}) && has_constant);
}

/// Whether an operator pads with what is lower than any number.
bool pads_for_maximum(const Graph& graph, const Operation& op) {
  constexpr float lowest = -1e30f;
  return op.is("PADV2") && !graph[op.inputs[2]].data.empty() && real_elements(graph[op.inputs[2]])[0] < lowest;
}

/// The values that an operator computes with.
std::vector<int> int8_inputs(const Graph& graph, const Operation& op) {
  std::vector<int> out;
  std::copy_if(op.inputs.begin(), op.inputs.end(), std::back_inserter(out),
               [&](int input) { return becomes_int8(graph, input); });
  return out;
}

}  // namespace

bool becomes_int8(const Graph& graph, int value) {
  return value >= 0 && graph[value].dtype == Dtype::float32 && graph[value].data.empty();
}

bool keeps_scale(const Operation& op) {
  return has_effect(op, Effect::moves) ||
         is_one_of(op, {"AVERAGE_POOL_2D", "MAX_POOL_2D", "MAXIMUM", "MINIMUM", "PADV2", "REDUCE_MAX", "REDUCE_MIN",
                        "RELU6", "RELU_N1_TO_1", "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR", "SELECT", "SELECT_V2"});
}

std::optional<Quantization> demanded_scale(const Operation& op) {
  if (is_one_of(op, {"LOGISTIC", "SOFTMAX"})) return Quantization{1.0f / 256, -128};
  if (is_one_of(op, {"TANH", "L2_NORMALIZATION"})) return Quantization{1.0f / 128, 0};
  return {};
}

SharedScales::SharedScales(const Graph& graph) : parent(graph.values.size()), is_cut(graph.values.size()) {
  std::iota(parent.begin(), parent.end(), 0);
  for (const Operation& op : graph.operations)
    if (const auto demanded = demanded_scale(op))
      for (const int output : op.outputs) demands[output] = *demanded;
  // Those of one input first: then it is known which inputs of the others have a scale that they cannot share.
  const auto is_alone = [&](const Operation& op) { return int8_inputs(graph, op).size() < 2; };
  for (const bool alone : {true, false})
    for (const Operation& op : graph.operations)
      if (keeps_scale(op) && is_alone(op) == alone) join_all(graph, op);

  std::vector<int> readers(graph.values.size()), clamping(graph.values.size());
  for (const Operation& op : graph.operations)
    for (const int input : int8_inputs(graph, op)) {
      ++readers[static_cast<std::size_t>(input)];
      if (clamps(graph, op)) ++clamping[static_cast<std::size_t>(input)];
    }
  for (std::size_t i = 0; i < readers.size(); ++i)
    is_cut[i] = readers[i] > 0 && readers[i] == clamping[i] && !contains(graph.outputs, static_cast<int>(i));
  for (const Operation& op : graph.operations)
    if (pads_for_maximum(graph, op) && !contains(graph.outputs, op.outputs[0]))
      is_cut[static_cast<std::size_t>(op.outputs[0])] = true;
}

int SharedScales::of(int value) const {
  while (parent[static_cast<std::size_t>(value)] != value) value = parent[static_cast<std::size_t>(value)];
  return value;
}

std::optional<Quantization> SharedScales::demanded(int value) const {
  const auto found = demands.find(of(value));
  return found == demands.end() ? std::nullopt : std::optional(found->second);
}

void SharedScales::join(int a, int b) {
  a = of(a), b = of(b);
  if (a == b) return;
  if (demands.contains(b)) std::swap(a, b);
  parent[static_cast<std::size_t>(b)] = a;
}

/// Inputs whose scale is demanded stay by themselves, unless it is that of all of them: a QUANTIZE will stand before the operator.
void SharedScales::join_all(const Graph& graph, const Operation& op) {
  const std::vector<int> inputs = int8_inputs(graph, op);
  if (inputs.empty()) return;
  const auto first = demanded(inputs[0]);
  const bool same = std::all_of(inputs.begin(), inputs.end(), [&](int input) { return demanded(input) == first; });
  for (const int output : op.outputs) {
    if (!becomes_int8(graph, output)) continue;
    for (const int input : inputs)
      if (same || !demanded(input)) join(input, output);
  }
}

}  // namespace exporter
