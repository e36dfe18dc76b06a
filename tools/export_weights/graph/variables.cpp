// SPDX-License-Identifier: BSL-1.0
#include "graph/variables.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "graph/cut.hpp"
#include "graph/numbers.hpp"
#include "ir.hpp"
#include "operators/history.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr int none = -1;

struct Variable {
  std::string name;                 // as it is shown
  std::optional<Value> initial{};   // none: zero points, as the reference has them
  int before = none, after = none;  // what is read of the last inference, and what is kept of this one
  std::optional<Operation> assigns{};
};

bool is_variable_operation(const Operation& op) {
  return op.is("VAR_HANDLE") || op.is("READ_VARIABLE") || op.is("ASSIGN_VARIABLE") || op.is("CALL_ONCE");
}

/// An element of zero, in its bytes; nothing of types that have no plain ones.
std::vector<std::uint8_t> zero_element(const Value& value) try {
  const auto zero = static_cast<std::uint64_t>(value.zero_points.empty() ? 0 : value.zero_points[0]);
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < element_bytes(value.dtype); ++i) out.push_back(static_cast<std::uint8_t>(zero >> 8 * i));
  return out;
} catch (const Unknown&) {
  return {};
}

class Variables {
 public:
  explicit Variables(Graph& of) : graph(of) {}

  void run(Refusals& refusals) {
    if (!refusals.accepts([&] { read_initial_values(), follow(); })) return;
    std::erase_if(graph.operations, is_variable_operation);
    for (const auto& [key, variable] : variables)
      if (variable.before != none) refusals.accepts([&, &one = variable] { resolve(one); });
  }

 private:
  using Key = std::pair<std::string, std::string>;  // container and name
  Graph& graph;
  std::map<Key, Variable> variables;

  /// The variables that tensors of `in` stand for.
  std::map<int, Variable*> handles_of(const Graph& in) {
    std::map<int, Variable*> out;
    for (const Operation& op : in.operations) {
      if (!op.is("VAR_HANDLE") || op.outputs.size() != 1) continue;
      const Key key{op.attributes.text("container"), op.attributes.text("shared_name")};
      out[op.outputs[0]] = &variables.try_emplace(key, Variable{quoted(key.second)}).first->second;
    }
    return out;
  }
  static Variable& variable_of(const std::map<int, Variable*>& handles, const Operation& op, std::size_t inputs) {
    if (op.inputs.size() != inputs) refuse(Place(op), fmt::format("it has {} inputs; the file is damaged", inputs));
    const auto found = handles.find(op.inputs[0]);
    if (found == handles.end() || (inputs == 2 && op.inputs[1] < 0))
      refuse(Place(op), "no VAR_HANDLE of the model says which variable it means");
    return *found->second;
  }

  void read_initial_values() {
    for (const Graph& once : graph.initializers) {
      const std::map<int, Variable*> handles = handles_of(once);
      for (const Operation& op : once.operations) {
        if (op.is("VAR_HANDLE")) continue;
        if (!op.is("ASSIGN_VARIABLE"))
          refuse(Place(op),
                 "what is computed once, before the first inference, is not supported; give variables constants");
        Variable& variable = variable_of(handles, op, 2);
        if (once[op.inputs[1]].data.empty())
          refuse(Place(op), once[op.inputs[1]], "a variable that begins with what is no constant is not supported");
        variable.initial = once[op.inputs[1]];
      }
    }
  }

  /// Notes what is read and assigned, in the order of the operators.
  void follow() {
    const std::map<int, Variable*> handles = handles_of(graph);
    for (std::size_t i = 0; i < graph.operations.size(); ++i) {
      const Operation op = graph.operations[i];
      if (op.is("READ_VARIABLE")) {
        Variable& variable = variable_of(handles, op, 1);
        if (op.outputs.size() != 1) refuse(Place(op), "it has not one output; the file is damaged");
        const int known = variable.after != none ? variable.after : variable.before;
        if (known == none) variable.before = op.outputs[0];
        else read_again(op, known);
      } else if (op.is("ASSIGN_VARIABLE")) {
        Variable& variable = variable_of(handles, op, 2);
        variable.after = op.inputs[1], variable.assigns = op;
      }
    }
  }
  void read_again(const Operation& op, int known) {
    const int out = op.outputs[0];
    if (graph[out].shape != graph[known].shape || !same_quantization(graph[out], graph[known]))
      refuse(Place(op), graph[out], "the variable was read or assigned as another shape, type or quantization before");
    for (Operation& other : graph.operations) std::replace(other.inputs.begin(), other.inputs.end(), out, known);
    std::replace(graph.outputs.begin(), graph.outputs.end(), out, known);
  }

  // What becomes of a variable that is read

  void resolve(const Variable& variable) {
    Value& before = graph.values[static_cast<std::size_t>(variable.before)];
    if (variable.after == none) {
      if (!variable.initial || variable.initial->data.size() != bytes_of(before))
        refuse(Place("variable " + variable.name), before, "it is read, but never assigned a value of this size");
      before.data = variable.initial->data;
      return;
    }
    if (!becomes_history(variable))
      refuse(Place(*variable.assigns), before,
             fmt::format("variable {} is assigned something else than the last steps of what was joined behind it; "
                         "only variables that keep the last steps of a stream are supported",
                         variable.name));
  }

  static std::size_t bytes_of(const Value& value) {
    return static_cast<std::size_t>(value.elements()) * zero_element(value).size();
  }

  /// The one operation that reads a tensor, once; null: others do, or it is an output.
  Operation* reader(int tensor) {
    Operation* found = nullptr;
    if (contains(graph.outputs, tensor)) return nullptr;
    for (Operation& op : graph.operations)
      for (const int input : op.inputs) {
        if (input != tensor) continue;
        if (found) return nullptr;
        found = &op;
      }
    return found;
  }
  const Operation* writer(int tensor) const {
    for (const Operation& op : graph.operations)
      if (contains(op.outputs, tensor)) return &op;
    return nullptr;
  }

  /// Of steps 0 .. n - 1 that are joined, the first `kept` are of earlier inferences, and behind them stands what is new. The variable
  /// holds steps from `first` on; of those the next inference will join the steps from `dropped` on.
  bool becomes_history(const Variable& variable) {
    int part = variable.before;
    std::optional<Cut> dropped, last;
    Operation* join = reader(part);
    if (join && (dropped = find_cut(graph, *join))) part = join->outputs[0], join = reader(part);
    if (!join || !join->is("CONCATENATION") || join->inputs.size() < 2 || join->inputs[0] != part) return false;
    if (join->outputs.size() != 1 || join->attributes.text("activation", "NONE") != "NONE") return false;
    const int joined = join->outputs[0];
    const std::vector<int>& shape = graph[joined].shape;
    const auto rank = static_cast<std::int64_t>(shape.size());
    std::int64_t axis = join->attributes.integer("axis");
    if (axis < 0) axis += rank;
    if (axis < 0 || axis >= rank) return false;
    const auto along = [&](int tensor) -> std::int64_t { return graph[tensor].shape[static_cast<std::size_t>(axis)]; };
    for (const int input : join->inputs)
      if (input < 0 || !same_but_for(axis, graph[input].shape, shape)) return false;
    if (!same_but_for(axis, graph[variable.before].shape, shape) ||
        graph[variable.before].shape != graph[variable.after].shape)
      return false;

    const std::int64_t kept = along(part), all = along(joined), held = along(variable.before);
    if (kept < 1 || kept >= all || (dropped ? !dropped->is_of(axis, held, kept) : kept != held)) return false;
    std::int64_t first = 0;
    if (variable.after != joined) {
      const Operation* const cuts = writer(variable.after);
      if (cuts && (last = find_cut(graph, *cuts)) && cuts->inputs[0] == joined && last->is_of(axis, all, held)) {
        first = last->begin;
      } else if (join->inputs.size() == 2 && variable.after == join->inputs[1] && held == all - kept) {
        first = kept;  // all that is new
      } else {
        return false;
      }
    } else if (held != all) {
      return false;
    }
    if (first + (dropped ? dropped->begin : 0) != all - kept) return false;
    if (!begins_with_zeros(variable))
      refuse(Place(*variable.assigns), graph[variable.before],
             fmt::format("variable {} begins with other values than zero points, which is not supported; initialise it "
                         "with zeros",
                         variable.name));
    make_history(*join, part, axis, kept);
    return true;
  }
  static bool same_but_for(std::int64_t axis, std::vector<int> a, const std::vector<int>& b) {
    if (a.size() != b.size()) return false;
    a[static_cast<std::size_t>(axis)] = b[static_cast<std::size_t>(axis)];
    return a == b;
  }

  bool begins_with_zeros(const Variable& variable) const {
    if (!variable.initial) return true;
    const Value& before = graph[variable.before];
    const std::vector<std::uint8_t> zero = zero_element(before);
    const auto data = variable.initial->data;
    if (zero.empty() || data.size() != bytes_of(before)) return false;
    for (std::size_t i = 0; i < data.size(); ++i)
      if (data[i] != zero[i % zero.size()]) return false;
    return true;
  }

  void make_history(Operation& join, int part, std::int64_t axis, std::int64_t kept) {
    const auto first = graph.operations.begin();
    const std::ptrdiff_t place = &join - graph.operations.data();
    std::vector<int> given(join.inputs.begin() + 1, join.inputs.end());
    join.inputs.resize(1);
    const Operation* const drops = writer(part);
    Operation rest = join;
    const bool joins_rest = given.size() > 1;  // the others are joined first
    if (joins_rest) {
      rest.inputs = given, rest.outputs = {static_cast<int>(graph.values.size())};
      Value value = graph[join.outputs[0]];
      value.shape[static_cast<std::size_t>(axis)] -= static_cast<int>(kept);
      given = rest.outputs;
      graph.values.push_back(std::move(value));
    }
    join.type = history_type;
    join.inputs = given;
    join.attributes.set("axis", axis), join.attributes.set("kept", kept);
    const std::ptrdiff_t dropped = drops ? drops - graph.operations.data() : none;
    if (joins_rest) graph.operations.insert(first + place, std::move(rest));
    if (dropped != none) graph.operations.erase(graph.operations.begin() + dropped);
  }
};

}  // namespace

void resolve_variables(Graph& graph, Refusals& refusals) {
  if (std::any_of(graph.operations.begin(), graph.operations.end(), is_variable_operation))
    Variables(graph).run(refusals);
}

}  // namespace exporter
