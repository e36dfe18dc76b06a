// SPDX-License-Identifier: BSL-1.0
#include "graph/cut.hpp"

#include "graph/strides.hpp"

namespace exporter {
namespace {

/// What a SLICE or STRIDED_SLICE takes, in strides; Unknown of all other operations.
Strides taken(const Graph& graph, const Operation& op) {
  const Operands operands(graph, op);
  if (op.is("SLICE")) return sliced(operands);
  if (op.is("STRIDED_SLICE")) return sliced_in_strides(operands);
  throw Unknown();
}

}  // namespace

std::optional<Cut> find_cut(const Graph& graph, const Operation& op) try {
  const Strides part = taken(graph, op), all = whole(graph[op.inputs[0]].shape);
  if (part.steps != all.steps) return std::nullopt;
  Cut cut;
  for (std::size_t i = 0; i < part.shape.size(); ++i) {
    if (part.shape[i] == all.shape[i]) continue;
    if (part.shape[i] < 1 || cut.axis >= 0) return std::nullopt;
    cut = {static_cast<std::int64_t>(i), part.first / all.steps[i], part.shape[i], all.shape[i]};
  }
  return cut;
} catch (const Unknown&) {
  return std::nullopt;
}

}  // namespace exporter
