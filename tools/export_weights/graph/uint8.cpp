// SPDX-License-Identifier: BSL-1.0
#include "graph/uint8.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "operators/rules.hpp"

namespace exporter {
namespace {

std::vector<Element> elements(const Graph& graph, const std::vector<int>& tensors) {
  std::vector<Element> out(tensors.size());
  std::transform(tensors.begin(), tensors.end(), out.begin(),
                 [&graph](int tensor) { return graph[tensor].dtype == Dtype::uint8 ? Element::uint8 : Element::int8; });
  return out;
}

/// Refuses an operator on uint8 tensors whose rule does not know what it computes there.
void check(const Graph& graph, const Operation& op) {
  const Value *of_uint8 = nullptr, *of_int8 = nullptr;
  for (const std::vector<int>* tensors : {&op.inputs, &op.outputs})
    for (const int tensor : *tensors) {
      if (tensor < 0) continue;
      if (graph[tensor].dtype == Dtype::uint8) of_uint8 = &graph[tensor];
      if (graph[tensor].dtype == Dtype::int8) of_int8 = &graph[tensor];
    }
  const Rule* const rule = find_rule(op);
  if (!of_uint8 || !rule || op.is("QUANTIZE") || op.is("DEQUANTIZE")) return;
  if (of_int8)
    refuse(
        Place(op), *of_uint8,
        fmt::format("the operator also has {}, and computes with one type; the file is damaged", describe(*of_int8)));
  if (rule->uint8 == Uint8::unknown)
    refuse(Place(op), *of_uint8,
           "this operator is not supported in uint8, the quantization of TensorFlow 1; convert with TensorFlow 2: "
           "TFLITE_BUILTINS_INT8 and a representative dataset");
}

void shift(Graph& graph, int tensor) {
  Value& value = graph.values[static_cast<std::size_t>(tensor)];
  constexpr int offset = tinytmpl::core::offset_of(Element::uint8);
  if (value.zero_points.empty()) value.zero_points = {0};
  std::optional<std::int64_t> wrong;
  for (std::int64_t& zero : value.zero_points) {
    if (zero < 0 || zero > 255) wrong = std::exchange(zero, offset);
    zero -= offset;
  }
  value.dtype = Dtype::int8, value.was_uint8 = true;
  Buffer bytes(value.data.begin(), value.data.end());
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(byte - offset);
  if (!bytes.empty()) graph.replace(tensor, std::move(bytes));
  if (wrong) refuse(Place(""), value, fmt::format("its zero point {} is no uint8; the file is damaged", *wrong));
}

bool has_nothing_to_do(const Graph& graph, const Operation& op) {
  if (!op.is("QUANTIZE") || op.inputs.size() != 1 || op.outputs.size() != 1 || op.inputs[0] < 0) return false;
  const Value &in = graph[op.inputs[0]], &out = graph[op.outputs[0]];
  return in.was_uint8 != out.was_uint8 && in.dtype == Dtype::int8 && out.dtype == Dtype::int8 && in.data.empty() &&
         in.shape == out.shape && in.scales.size() == 1 && in.scales == out.scales && in.zero_points == out.zero_points;
}

/// Whoever names what `op` writes means its input instead. An output that is an input stays: something must be there to run.
void skip(Graph& graph, const Operation& op) {
  const int from = op.inputs[0], to = op.outputs[0];
  for (Operation& reader : graph.operations) std::replace(reader.inputs.begin(), reader.inputs.end(), to, from);
  if (std::find(graph.inputs.begin(), graph.inputs.end(), from) == graph.inputs.end())
    std::replace(graph.outputs.begin(), graph.outputs.end(), to, from);
}

}  // namespace

void take_off_uint8(Graph& graph, Refusals& refusals) {
  graph.input_elements = elements(graph, graph.inputs);
  graph.output_elements = elements(graph, graph.outputs);
  for (const Operation& op : graph.operations) refusals.accepts([&] { check(graph, op); });
  for (int tensor = 0; tensor < static_cast<int>(graph.values.size()); ++tensor)
    if (graph[tensor].dtype == Dtype::uint8) refusals.accepts([&] { shift(graph, tensor); });
  for (const Operation& op : graph.operations)
    if (has_nothing_to_do(graph, op)) skip(graph, op);
}

}  // namespace exporter
