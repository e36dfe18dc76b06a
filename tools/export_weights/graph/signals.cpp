// SPDX-License-Identifier: BSL-1.0
#include "graph/signals.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ir.hpp"

namespace exporter {
namespace {

/// The readers and the writers of tensors, for passes that look for chains.
class Chains {
 public:
  explicit Chains(const Graph& of) : graph(of) {}

  Operation* writer(int tensor, Graph& of) const {
    for (Operation& op : of.operations)
      if (contains(op.outputs, tensor)) return &op;
    return nullptr;
  }
  const Operation* writer(int tensor) const {
    for (const Operation& op : graph.operations)
      if (contains(op.outputs, tensor)) return &op;
    return nullptr;
  }
  /// The only one; null: there are others, or the model gives it away.
  const Operation* reader(int tensor) const {
    if (contains(graph.outputs, tensor)) return nullptr;
    const Operation* found = nullptr;
    for (const Operation& op : graph.operations) {
      if (!contains(op.inputs, tensor)) continue;
      if (found) return nullptr;
      found = &op;
    }
    return found;
  }
  /// A constant of one element.
  std::optional<std::int64_t> number(int tensor) const {
    if (tensor < 0 || graph[tensor].dtype != Dtype::int32 || graph[tensor].elements() != 1) return {};
    const auto all = integers(graph, tensor);
    if (!all || all->size() != 1) return {};
    return (*all)[0];
  }
  /// What a CAST between integers of 32 bits is made of, or the tensor itself.
  int without_cast(int tensor) const {
    const auto has_word = [this](int of) {
      return graph[of].dtype == Dtype::int32 || graph[of].dtype == Dtype::uint32;
    };
    const Operation* const cast = writer(tensor);
    const bool is_one = cast && cast->is("CAST") && cast->inputs.size() == 1 && cast->inputs[0] >= 0;
    return is_one && has_word(tensor) && has_word(cast->inputs[0]) ? cast->inputs[0] : tensor;
  }

 private:
  const Graph& graph;
};

bool all_zeros(const Value& value) {
  return !value.data.empty() && std::all_of(value.data.begin(), value.data.end(), [](auto byte) { return byte == 0; });
}

/// What of a spectrum's energies is left between zeros.
struct Kept {
  int energies;
  std::int64_t begin, end;
};

/// Zeros, some energies in their places, zeros: or nothing, if `tensor` is something else.
std::optional<Kept> between_zeros(const Graph& graph, const Chains& chains, int tensor) {
  const Operation* const join = chains.writer(chains.without_cast(tensor));
  if (!join || !join->is("CONCATENATION") || graph[join->outputs[0]].shape.size() != 1) return {};
  std::int64_t place = 0;
  std::optional<Kept> found;
  for (const int part : join->inputs) {
    if (part < 0) return {};
    const std::int64_t size = graph[part].elements();
    if (!all_zeros(graph[part])) {
      const Operation* const slice = chains.writer(part);
      if (found || !slice || !slice->is("STRIDED_SLICE") || slice->inputs.size() != 4) return {};
      const auto begin = chains.number(slice->inputs[1]), step = chains.number(slice->inputs[3]);
      if (begin != place || step != 1 || slice->attributes.integer("begin_mask") != 0) return {};
      found = Kept{chains.without_cast(slice->inputs[0]), place, place + size};
    }
    place += size;
  }
  if (!found || graph[found->energies].elements() != place) return {};
  return found;
}

/// The library's Energy leaves zeros where it computes nothing.
void take_off_zeros(Graph& graph) {
  const Chains chains(graph);
  for (Operation& op : graph.operations) {
    if (!is_signal(op) || op.inputs.empty() || op.inputs[0] < 0) continue;
    const auto kept = between_zeros(graph, chains, op.inputs[0]);
    if (!kept) continue;
    Operation* const energy = chains.writer(kept->energies, graph);
    if (!energy || !is_signal(*energy) || energy->type != "SignalEnergy" || !chains.reader(kept->energies)) continue;
    Attributes& range = energy->attributes;
    range.set("start_index", std::max(range.integer("start_index"), kept->begin));
    range.set("end_index", std::min(range.integer("end_index"), kept->end));
    op.inputs[0] = kept->energies;
  }
}

/// The steps of a chain in int32 that makes features of int16: each but the casts has one constant.
constexpr std::string_view steps[] = {"CAST", "MUL", "ADD", "DIV", "ADD", "MINIMUM", "MAXIMUM", "CAST"};

/// Makes one operation of a chain that begins with `first`.
void join_features(Graph& graph, Operation& first) {
  const Chains chains(graph);
  const Operation* op = &first;
  Integers constants;
  for (std::size_t i = 0; i < std::size(steps); ++i) {
    if (i > 0) op = graph[op->outputs[0]].dtype == Dtype::int32 ? chains.reader(op->outputs[0]) : nullptr;
    if (!op || !op->is(steps[i]) || op->outputs.size() != 1) return;
    if (steps[i] == "CAST") continue;
    if (op->inputs.size() != 2 || op->attributes.text("activation", "NONE") != "NONE") return;
    auto number = chains.number(op->inputs[1]);
    if (!number && steps[i] != "DIV") number = chains.number(op->inputs[0]);
    if (!number) return;
    constants.push_back(*number);
  }
  const Value& result = graph[op->outputs[0]];
  if (graph[first.inputs[0]].dtype != Dtype::int16 || result.dtype != Dtype::int8) return;
  if (constants[2] < 1 || constants[4] != 127 || constants[5] != -128) return;
  Operation joined = first;
  joined.type = joined.name = feature_scale_type;
  joined.outputs = op->outputs;
  const char* const names[] = {"factor", "addend", "divisor", "offset"};
  for (std::size_t i = 0; i < std::size(names); ++i) joined.attributes.set(names[i], constants[i]);
  graph.operations[static_cast<std::size_t>(op - graph.operations.data())] = std::move(joined);
}

}  // namespace

bool is_signal(const Operation& op) { return op.is_custom && op.own_word.empty() && op.type.starts_with("Signal"); }

void fuse_signals(Graph& graph) {
  if (std::none_of(graph.operations.begin(), graph.operations.end(), is_signal)) return;
  for (Value& value : graph.values)
    if (value.data.empty() && value.scales.empty() && (value.dtype == Dtype::int8 || value.dtype == Dtype::int16))
      value.scales = {1}, value.zero_points = {0};
  take_off_zeros(graph);
  for (Operation& op : graph.operations)
    if (op.is("CAST") && op.inputs.size() == 1 && op.inputs[0] >= 0) join_features(graph, op);
}

}  // namespace exporter
