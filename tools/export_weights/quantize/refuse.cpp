// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include "quantize/int8_graph.hpp"
#include "quantize/scales.hpp"

namespace exporter {
namespace {

bool any_tensor(const Operation& op, const auto& what) {
  const auto is_one = [&](int i) { return i >= 0 && what(i); };
  return std::any_of(op.inputs.begin(), op.inputs.end(), is_one) ||
         std::any_of(op.outputs.begin(), op.outputs.end(), is_one);
}

/// Why an operator cannot be int8; empty: that is left to `lower`.
const char* reason(const Graph& graph, const Operation& op) {
  if (any_tensor(op, [&](int i) { return graph[i].variable; }))
    return "it keeps a state from one inference to the next; quantize the model with TensorFlow's converter";
  if (!any_tensor(op, [&](int i) { return becomes_int8(graph, i); })) return "";
  if (op.is_custom) return "a custom operator computes in float32; quantize the model with TensorFlow's converter";
  if (op.is("CAST")) return "numbers of another type have no scale; convert them outside of the model";
  return "";
}

}  // namespace

void refuse_unquantizable(const Graph& graph, Refusals& refusals) {
  const auto is_quantized = [&](int i) {
    return graph[i].data.empty() && (graph[i].dtype == Dtype::int8 || graph[i].dtype == Dtype::int16);
  };
  if (std::any_of(graph.operations.begin(), graph.operations.end(),
                  [&](const Operation& op) { return any_tensor(op, is_quantized); }))
    return refusals.add({Place(""), "", "the model is quantized already; give the float32 model that it was made of"});
  for (const int input : graph.inputs)
    if (!becomes_int8(graph, input))
      refusals.add({Place("input of the model"), describe(graph[input]),
                    "only models whose inputs are float32 can be quantized; compute the others outside of the model"});
  for (const Operation& op : graph.operations)
    if (const std::string why = reason(graph, op); !why.empty())
      refusals.add({Place(op), describe(graph[op.outputs[0]]), why});
}

}  // namespace exporter
