// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <tinytmpl/core/quantization.hpp>

#include "graph/graph.hpp"

namespace exporter {

/// Whether a value is float32, and computed: then it becomes int8.
bool becomes_int8(const Graph& graph, int value);

/// Whether an operator's output has its inputs' scale, in int8: it moves bytes, or chooses among them.
bool keeps_scale(const Operation& op);

/// The scale that TensorFlow Lite's kernels demand of an operator's output.
std::optional<tinytmpl::Quantization> demanded_scale(const Operation& op);

/// Which values of a graph share one quantization, as operators demand.
class SharedScales {
 public:
  explicit SharedScales(const Graph& graph);

  /// The value that stands for all that share its quantization.
  int of(int value) const;
  /// What an operator demands of them.
  std::optional<tinytmpl::Quantization> demanded(int value) const;
  /// Whether a value says something about the range: what is clamped before anybody else reads it does not, nor what is padded with
  /// the lowest number, for a maximum.
  bool counts(int value) const { return !is_cut[static_cast<std::size_t>(value)]; }

 private:
  std::vector<int> parent;
  std::vector<bool> is_cut;
  std::map<int, tinytmpl::Quantization> demands;  // by who stands for them

  void join(int a, int b);
  void join_all(const Graph& graph, const Operation& op);
};

}  // namespace exporter
