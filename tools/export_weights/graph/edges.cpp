// SPDX-License-Identifier: BSL-1.0
#include "graph/edges.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "ir.hpp"

namespace exporter {
namespace {

/// From here on whoever names `from` means `to`.
void rename(Graph& graph, int from, int to) {
  for (Operation& op : graph.operations) std::replace(op.inputs.begin(), op.inputs.end(), from, to);
  std::replace(graph.outputs.begin(), graph.outputs.end(), from, to);
}

void expect_same_shape(const Graph& graph, const Operation& op) {
  const Value &from = graph[op.inputs[0]], &to = graph[op.outputs[0]];
  if (from.shape != to.shape) refuse(Place(op), to, "it has another shape than the input; the file is damaged");
}

/// What QUANTIZEs make of an input; nothing if something else reads it, too.
std::vector<int> quantized(const Graph& graph, int input) {
  std::vector<int> out;
  if (contains(graph.outputs, input)) return out;
  for (const Operation& op : graph.operations) {
    if (!contains(op.inputs, input)) continue;
    if (!op.is("QUANTIZE") || op.inputs.size() != 1 || op.outputs.size() != 1) return {};
    expect_same_shape(graph, op);
    out.push_back(op.outputs[0]);
  }
  return out;
}

void take_off_input(Graph& graph, std::size_t position) {
  const int input = graph.inputs[position];
  if (graph[input].dtype != Dtype::float32) return;
  std::vector<int> kinds;  // one tensor of each quantization
  for (const int tensor : quantized(graph, input)) {
    const auto same = [&](int kind) { return same_quantization(graph[kind], graph[tensor]); };
    const auto found = std::find_if(kinds.begin(), kinds.end(), same);
    if (found == kinds.end()) kinds.push_back(tensor);
    else rename(graph, tensor, *found);
  }
  if (kinds.empty()) return;
  std::erase_if(graph.operations, [&](const Operation& op) { return contains(op.inputs, input); });
  graph.inputs[position] = kinds[0];
  for (std::size_t i = 1; i < kinds.size(); ++i) {
    graph.inputs.push_back(kinds[i]);
    graph.input_elements.push_back(graph.input_elements[position]);
    const std::string& name = graph.input_names[position].tensor;
    graph.input_names.push_back({(name.empty() ? fmt::format("input {}", position) : name) + ", quantized again", ""});
  }
}

void take_off_output(Graph& graph, int& output) {
  if (graph[output].dtype != Dtype::float32) return;
  for (const Operation& op : graph.operations) {
    if (!contains(op.outputs, output)) continue;
    if (!op.is("DEQUANTIZE") || op.inputs.size() != 1 || op.inputs[0] < 0) return;
    expect_same_shape(graph, op);
    output = op.inputs[0];
    return;
  }
}

}  // namespace

void skip_dequantized_constants(Graph& graph) {
  for (const Operation& op : graph.operations) {
    if (!op.is("DEQUANTIZE") || op.inputs.size() != 1 || op.outputs.size() != 1 || op.inputs[0] < 0) continue;
    const Value &from = graph[op.inputs[0]], &to = graph[op.outputs[0]];
    if (from.data.empty() || from.shape != to.shape || contains(graph.outputs, op.outputs[0])) continue;
    for (Operation& reader : graph.operations)
      std::replace(reader.inputs.begin(), reader.inputs.end(), op.outputs[0], op.inputs[0]);
  }
}

void take_off_floats(Graph& graph, Refusals& refusals) {
  const std::size_t inputs = graph.inputs.size();
  for (std::size_t i = 0; i < inputs; ++i) refusals.accepts([&] { take_off_input(graph, i); });
  for (int& output : graph.outputs) refusals.accepts([&] { take_off_output(graph, output); });
}

}  // namespace exporter
