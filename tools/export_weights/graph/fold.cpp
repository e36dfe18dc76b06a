// SPDX-License-Identifier: BSL-1.0
#include "graph/fold.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "graph/constants.hpp"
#include "graph/numbers.hpp"
#include "graph/shapes.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_bytes = std::size_t{1} << 22;  // of all that is folded

std::size_t bytes_of(Dtype dtype, const std::vector<int>& shape) {
  std::size_t product = element_bytes(dtype);
  for (const int dim : shape) product *= static_cast<std::size_t>(dim);
  return product;
}

class Folding {
 public:
  explicit Folding(Graph& of) : graph(of), shapes(of) {}

  /// Derives what the operation writes; true: its outputs are constants now.
  bool takes(const Operation& op) {
    shapes.derive(op);
    struct Output {
      std::vector<int> shape;
      Buffer data;
    };
    std::vector<Output> outputs;
    try {
      for (std::size_t i = 0; i < op.outputs.size(); ++i) {
        std::vector<int> shape = output_shape(graph, op, i);
        const std::size_t bytes = bytes_of(graph[op.outputs[i]].dtype, shape);
        if (bytes > budget) return false;
        Buffer data = evaluate_constant(graph, op, i, shape);
        budget -= bytes;
        outputs.push_back({std::move(shape), std::move(data)});
      }
    } catch (const Unknown&) {
      return false;
    }
    if (outputs.empty()) return false;  // it does something else than to compute
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      graph.values[static_cast<std::size_t>(op.outputs[i])].shape = std::move(outputs[i].shape);
      graph.fold(op.outputs[i], std::move(outputs[i].data));
    }
    return true;
  }

 private:
  Graph& graph;
  OpenShapes shapes;
  std::size_t budget = max_bytes;
};

}  // namespace

void fold_constants(Graph& graph) {
  Folding folding(graph);
  std::erase_if(graph.operations, [&](const Operation& op) { return folding.takes(op); });
}

void remove_unused_operators(Graph& graph) {
  std::set<int> needed(graph.outputs.begin(), graph.outputs.end());
  const auto is_unused = [&](const Operation& op) {
    if (!op.refusal.empty()) return false;  // it is to be said
    if (std::none_of(op.outputs.begin(), op.outputs.end(), [&](int output) { return needed.contains(output); }))
      return true;
    needed.insert(op.inputs.begin(), op.inputs.end());
    return false;
  };
  std::reverse(graph.operations.begin(), graph.operations.end());  // readers first
  std::erase_if(graph.operations, is_unused);
  std::reverse(graph.operations.begin(), graph.operations.end());
}

}  // namespace exporter
