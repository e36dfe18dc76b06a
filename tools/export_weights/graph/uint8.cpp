// SPDX-License-Identifier: BSL-1.0
#include "graph/uint8.hpp"

#include <algorithm>
#include <set>
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

/// Operators that compute the same whatever is added to elements and zero points alike.
bool moves_or_requantizes(const Operation& op) {
  return op.is("QUANTIZE") || op.is("DEQUANTIZE") || has_effect(op, Effect::moves);
}

/// The uint8 tensors that nothing computes with, nor with one that they are moved to.
std::set<int> edges(const Graph& graph) {
  std::set<int> out;
  for (std::size_t t = 0; t < graph.values.size(); ++t)
    if (graph.values[t].dtype == Dtype::uint8 && graph.values[t].data.empty()) out.insert(static_cast<int>(t));
  const auto may_stay = [&](int tensor) {
    return tensor < 0 || graph[tensor].dtype != Dtype::uint8 || out.contains(tensor);
  };
  for (bool changed = true; std::exchange(changed, false);)
    for (const Operation& op : graph.operations) {
      if (moves_or_requantizes(op) && std::all_of(op.inputs.begin(), op.inputs.end(), may_stay) &&
          std::all_of(op.outputs.begin(), op.outputs.end(), may_stay))
        continue;
      for (const std::vector<int>* tensors : {&op.inputs, &op.outputs})
        for (const int tensor : *tensors) changed |= out.erase(tensor) > 0;
    }
  return out;
}

void shift(Value& tensor) {
  if (tensor.zero_points.empty()) tensor.zero_points = {0};
  for (std::int64_t& zero : tensor.zero_points) {
    if (zero < 0 || zero > 255)
      refuse(Place(""), tensor, fmt::format("its zero point {} is no uint8; the file is damaged", zero));
    zero -= tinytmpl::core::offset_of(Element::uint8);
  }
  tensor.dtype = Dtype::int8, tensor.was_uint8 = true;
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
  for (const int tensor : edges(graph))
    refusals.accepts([&] { shift(graph.values[static_cast<std::size_t>(tensor)]); });
  for (const Operation& op : graph.operations)
    if (has_nothing_to_do(graph, op)) skip(graph, op);
}

}  // namespace exporter
