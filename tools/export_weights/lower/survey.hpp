// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// What an operator computes with: the type of the tensors that it reads and writes at run time.
struct Arithmetic {
  Dtype element = Dtype::int8;
};

/// What a file's operators compute with, seen from above.
class Survey {
 public:
  explicit Survey(const Graph& graph);

  /// QUANTIZE and DEQUANTIZE have two types; they are not asked.
  Arithmetic arithmetic(const Operation& op) const;
  /// Whether some int8 is computed: then what computes with something else was left behind by the converter.
  bool has_int8() const { return any_int8; }
  /// Whether the operator computes with the shape of a tensor: what is left of such a chain could not be folded.
  bool computes_shape(const Operation& op) const;
  /// Also of an input that is left out.
  bool is_constant(int tensor) const;

 private:
  const Graph& graph;
  std::set<int> shapes;  // integers that depend on one
  bool any_int8 = false;
};

/// Why a tensor of another type than int8 is refused, and what to do; then one operator in a model of int8s; then the
/// operators that are all there is.
std::string type_refusal(Dtype type);
std::string left_behind_refusal(Dtype type);
std::string arithmetic_refusal(const Arithmetic& arithmetic, const std::vector<const Operation*>& operators);

}  // namespace exporter
