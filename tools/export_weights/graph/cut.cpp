// SPDX-License-Identifier: BSL-1.0
#include "graph/cut.hpp"

#include <algorithm>

namespace exporter {
namespace {

/// Elements along an axis of `extent`.
struct Span {
  std::int64_t begin, count;
};

std::optional<Span> sliced(std::int64_t begin, std::int64_t size, std::int64_t extent) {
  if (begin < 0 || begin > extent) return std::nullopt;
  return Span{begin, size == -1 ? extent - begin : size};
}

Span strided(std::int64_t begin, std::int64_t end, std::int64_t extent) {
  const auto inside = [extent](std::int64_t at) {
    return std::clamp(at < 0 ? at + extent : at, std::int64_t{0}, extent);
  };
  return {inside(begin), inside(end) - inside(begin)};
}

}  // namespace

std::optional<Cut> find_cut(const Graph& graph, const Operation& op) {
  const bool strides = op.is("STRIDED_SLICE");
  if ((!strides && !op.is("SLICE")) || op.inputs.size() != (strides ? 4u : 3u) || op.inputs[0] < 0) return std::nullopt;
  for (const char* mask : {"ellipsis_mask", "new_axis_mask", "shrink_axis_mask", "offset"})
    if (op.attributes.integer(mask) != 0) return std::nullopt;
  const std::vector<int>& shape = graph[op.inputs[0]].shape;
  const auto first = integers(graph, op.inputs[1]), second = integers(graph, op.inputs[2]);
  const auto steps = strides ? integers(graph, op.inputs[3]) : std::vector<std::int64_t>(shape.size(), 1);
  if (!first || !second || !steps) return std::nullopt;
  if (first->size() != shape.size() || second->size() != shape.size() || steps->size() != shape.size())
    return std::nullopt;
  Cut cut;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t extent = shape[i];
    const auto masked = [&](const char* name) { return (op.attributes.integer(name) >> i & 1) != 0; };
    const std::optional<Span> span =
        strides ? strided(masked("begin_mask") ? 0 : (*first)[i], masked("end_mask") ? extent : (*second)[i], extent)
                : sliced((*first)[i], (*second)[i], extent);
    if ((*steps)[i] != 1 || !span || span->count < 1 || span->begin + span->count > extent) return std::nullopt;
    if (span->count == extent) continue;
    if (cut.axis >= 0) return std::nullopt;
    cut = {static_cast<std::int64_t>(i), span->begin, span->count, extent};
  }
  return cut;
}

}  // namespace exporter
