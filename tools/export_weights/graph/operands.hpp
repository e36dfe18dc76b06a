// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "graph/graph.hpp"

namespace exporter {

/// Thrown by whoever derives a shape or a constant and cannot tell: the operation stays as the file has it.
struct Unknown {};

/// What an operation reads, for those who derive what it writes. Each question that has no answer throws Unknown.
class Operands {
 public:
  Operands(const Graph& of, const Operation& reader) : graph(of), op(reader) {}

  std::size_t size() const { return op.inputs.size(); }
  std::size_t outputs() const { return op.outputs.size(); }
  const Attributes& attributes() const { return op.attributes; }

  const Value& operator[](std::size_t i) const {
    if (i >= size() || op.inputs[i] < 0) throw Unknown();
    return graph[op.inputs[i]];
  }
  const std::vector<int>& shape(std::size_t i) const { return (*this)[i].shape; }
  Integers integers(std::size_t i) const {
    (*this)[i];
    if (auto known = exporter::integers(graph, op.inputs[i])) return *std::move(known);
    throw Unknown();
  }
  std::int64_t integer(std::size_t i) const {
    const Integers all = integers(i);
    if (all.size() != 1) throw Unknown();
    return all[0];
  }

 private:
  const Graph& graph;
  const Operation& op;
};

/// One of `rank` axes, counted from either end.
inline std::size_t known_axis(std::int64_t axis, std::size_t rank) {
  const auto count = static_cast<std::int64_t>(rank);
  if (axis < -count || axis >= count) throw Unknown();
  return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

/// As numpy does it: aligned at the end, ones stretch.
std::vector<int> broadcast_shape(const std::vector<int>& a, const std::vector<int>& b);

}  // namespace exporter
