// SPDX-License-Identifier: BSL-1.0
#include "graph/float_chains.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>

#include <tinytmpl/core/quantization.hpp>

#include "graph/float_functions.hpp"

namespace exporter {
namespace {

using Reals = std::array<float, 256>;

/// A float32 tensor whose elements are a function of those of an int8 tensor of its shape; or all of one value.
struct Function {
  int of = -1;  // -1: of nothing
  Reals reals{};
};

/// Runs over the operations in their order.
class Chains {
 public:
  explicit Chains(Graph& in_graph) : graph(in_graph) {}

  void run() {
    for (Operation& op : graph.operations) {
      if (op.outputs.size() != 1) continue;
      if (op.is("QUANTIZE") && op.inputs.size() == 1) become_table(op);
      else if (auto function = function_of(op)) functions.emplace(op.outputs[0], *function);
    }
  }

 private:
  Graph& graph;
  std::map<int, Function> functions;

  bool is_int8(int tensor) const {
    const Value& t = graph[tensor];
    return t.dtype == Dtype::int8 && t.scales.size() == 1 && t.zero_points.size() <= 1 && t.data.empty() &&
           !t.variable && !t.other_quantization && zero_point(tensor) >= -128 && zero_point(tensor) <= 127 &&
           tinytmpl::Quantization{t.scales[0], 0}.valid();
  }
  std::int64_t zero_point(int tensor) const {
    const Value& t = graph[tensor];
    return t.zero_points.empty() ? 0 : t.zero_points[0];
  }

  std::optional<Function> find(int tensor) const {
    if (tensor < 0) return {};
    const auto found = functions.find(tensor);
    if (found != functions.end()) return found->second;
    const Value& t = graph[tensor];
    float real;
    if (t.dtype != Dtype::float32 || t.elements() != 1 || t.data.size() != sizeof(real)) return {};
    std::memcpy(&real, t.data.data(), sizeof(real));
    Function constant;
    constant.reals.fill(real);
    return constant;
  }

  std::optional<Function> dequantized(int tensor) const {
    if (tensor < 0 || !is_int8(tensor)) return {};
    Function out{tensor};
    for (int i = 0; i < 256; ++i)
      out.reals[static_cast<std::size_t>(i)] =
          static_cast<float>(double{graph[tensor].scales[0]} * static_cast<double>(i - 128 - zero_point(tensor)));
    return out;
  }

  std::optional<Function> function_of(const Operation& op) const {
    if (op.inputs.size() == 1 && op.is("DEQUANTIZE")) return dequantized(op.inputs[0]);
    if (graph[op.outputs[0]].dtype != Dtype::float32) return {};
    if (op.inputs.size() == 1) return composed(float_function(op), find(op.inputs[0]));
    if (op.inputs.size() == 2) return composed(binary_float_function(op), find(op.inputs[0]), find(op.inputs[1]));
    return {};
  }
  static std::optional<Function> composed(const FloatFunction& f, std::optional<Function> x) {
    if (!f || !x || x->of < 0) return {};
    for (float& real : x->reals) real = f(real);
    return x;
  }
  static std::optional<Function> composed(const BinaryFloatFunction& f, const std::optional<Function>& x,
                                          const std::optional<Function>& y) {
    if (!f || !x || !y || (x->of >= 0 && y->of >= 0 && x->of != y->of)) return {};
    Function out{std::max(x->of, y->of)};
    if (out.of < 0) return {};
    for (std::size_t i = 0; i < out.reals.size(); ++i) out.reals[i] = f(x->reals[i], y->reals[i]);
    return out;
  }

  void become_table(Operation& op) {
    const auto function = find(op.inputs[0]);
    if (!function || function->of < 0 || !is_int8(op.outputs[0])) return;
    const Value& to = graph[op.outputs[0]];
    const bool half_to_even = op.attributes.integer("half_to_even") != 0;  // as ONNX says
    Integers outputs;
    for (const float real : function->reals)
      outputs.push_back(half_to_even ? quantize_to_even(real, to.scales[0], static_cast<int>(zero_point(op.outputs[0])))
                                     : quantize_float(real, to.scales[0], static_cast<int>(zero_point(op.outputs[0]))));
    op.type = lookup_type;
    op.inputs = {function->of};
    op.attributes.set(lookup_outputs, std::move(outputs));
  }
};

}  // namespace

void fold_float_chains(Graph& graph) { Chains(graph).run(); }

}  // namespace exporter
