// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <set>

#include "graph/operands.hpp"

namespace exporter {

/// The shape of what an operation writes, from what it reads. Throws Unknown.
std::vector<int> output_shape(const Graph& graph, const Operation& op, std::size_t output);

/// Which shapes of a file are its converter's placeholders, and what they are: TensorFlow Lite's interpreter derives each shape from
/// the operation and what it reads, so a converter that does not know one writes -1 in the signature and anything in the shape.
class OpenShapes {
 public:
  explicit OpenShapes(Graph& of) : graph(of) {}

  /// Derives what an operation writes, if the file leaves it open or what it reads was derived. All before it are done.
  void derive(const Operation& op);

 private:
  Graph& graph;
  std::set<int> derived;
};

}  // namespace exporter
