// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include "quantize/int8_graph.hpp"
#include "quantize/scales.hpp"

namespace exporter {

void refuse_unquantizable(const Graph& graph, Refusals& refusals) {
  for (const int input : graph.inputs)
    if (!becomes_int8(graph, input))
      refusals.add({Place("input of the model"), describe(graph[input]),
                    "only models whose inputs are float32 are quantized; this one may be quantized already"});
  const auto is_quantized = [&](int i) {
    return i >= 0 && graph[i].data.empty() &&
           (graph[i].dtype == Dtype::int8 || graph[i].dtype == Dtype::int16 || graph[i].was_uint8);
  };
  for (const Operation& op : graph.operations) {
    const auto say = [&](const char* reason) { refusals.add({Place(op), describe(graph[op.outputs[0]]), reason}); };
    const auto is_state = [&](int i) { return i >= 0 && graph[i].variable; };
    const auto is_real_value = [&](int i) { return becomes_int8(graph, i); };
    const auto any = [&](const auto& what) {
      return std::any_of(op.inputs.begin(), op.inputs.end(), what) ||
             std::any_of(op.outputs.begin(), op.outputs.end(), what);
    };
    if (any(is_quantized)) say("it is quantized already; give the float model that it was made of, or no --quantize");
    else if (any(is_state))
      say("it keeps a state from one inference to the next; quantize the model with TensorFlow's converter");
    else if (op.is_custom && any(is_real_value))
      say("a custom operator computes in float32; quantize the model with TensorFlow's converter");
    else if (op.is("CAST") && any(is_real_value))
      say("numbers of another type have no scale; convert them outside of the model");
  }
}

}  // namespace exporter
