// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/fixed_string.hpp>
#include <tinytmpl/graph/seq.hpp>

namespace tinytmpl::graph {

/// The tensors that have a name so far.
template <int capacity>
struct Scope {
  struct Entry {
    const char* name;
    int tensor;
  };
  Array<Entry, capacity> entries;
  int count = 0;

  constexpr void define(const char* name, int tensor) { entries[count++] = {name, tensor}; }
  /// The tensor of that name; -1 if there is none.
  constexpr int find(const char* name) const {
    for (int i = 0; i < count; ++i)
      if (same_text(entries[i].name, name)) return entries[i].tensor;
    return -1;
  }
};

/// Finds tensors by their names; notes with `fault` those that nobody has defined, and if there are none.
template <FixedString... names, int capacity>
constexpr auto find_all(const Scope<capacity>& scope, Fault& fault, int layer) {
  constexpr int count = sizeof...(names);
  Tensors<maximum(1, count)> tensors{scope.find(names.text)...};
  if (count == 0) fault = {Rule::operands, layer, 1, 0};
  for (int k = 0; k < tensors.size(); ++k)
    if (tensors[k] < 0) {
      tensors[k] = 0;
      if (!fault.found()) fault = {Rule::known_name, layer, k + 1, 0};
    }
  return tensors;
}

}  // namespace tinytmpl::graph

namespace tinytmpl {

template <core::FixedString... names>
struct Inputs {};
template <core::FixedString... names>
struct Outputs {};

/// One node of a Graph: its name, what it is (a layer, Seq or Residual), the names of what it reads.
///
/// rejects  a name that an earlier node has, names that no earlier node has
template <core::FixedString name, class Word, core::FixedString... inputs>
struct Let {
  using Parts = core::List<Word>;

  template <int capacity, int names>
  static constexpr void append(graph::Network<capacity>& net, int& layer, graph::Scope<names>& scope) {
    const int first = layer;
    core::Fault fault;
    const auto tensors = graph::find_all<inputs...>(scope, fault, first);
    const int tensor = graph::append<Word>(net, layer, tensors);
    if (!fault.found() && scope.find(name.text) >= 0) fault = {core::Rule::unique_name, first, 0, 1};
    if (fault.found()) net[tensor].fault = fault;
    scope.define(name.text, tensor);
  }
};

}  // namespace tinytmpl

namespace tinytmpl::graph {

template <class Word>
constexpr bool is_let = false;
template <FixedString name, class Word, FixedString... inputs>
constexpr bool is_let<Let<name, Word, inputs...>> = true;

template <class... Words>
constexpr bool is_graph = false;  // of words that a Graph does not consist of

}  // namespace tinytmpl::graph

namespace tinytmpl {

/// Any topology: named nodes, each reading earlier ones or inputs, which several may read; and which tensors come out.
///
///     Graph<Inputs<"left", "right">, Outputs<"sum">, Let<"sum", Add, "left", "right">>
///
/// Without `Inputs` there is one, "input". A Model of it may be asked for them by name: `model.output<"sum">()`.
///
/// rejects  names that nothing before them has, names given twice, other than the named number of input shapes
template <class... Words>
struct Graph {
  using Parts = core::List<>;

  template <int capacity, int count>
  static constexpr int append(graph::Network<capacity>&, int&, const graph::Tensors<count>& inputs) {
    static_assert(
        graph::is_graph<Words...>,
        "tinytmpl: a Graph is Graph<Inputs<...>, Outputs<...>, Let<...>...>; only the Inputs may be left out");
    return inputs[0];
  }
};

template <core::FixedString... in, core::FixedString... out, class... Lets>
  requires(sizeof...(in) > 0 && sizeof...(out) > 0 && (graph::is_let<Lets> && ...))
struct Graph<Inputs<in...>, Outputs<out...>, Lets...> {
  using Parts = core::List<Lets...>;
  static constexpr const char* input_names[] = {in.text...};
  static constexpr const char* output_names[] = {out.text...};

  template <int capacity, int count>
  static constexpr int append(graph::Network<capacity>& net, int& layer, const graph::Tensors<count>& inputs) {
    constexpr int names = sizeof...(Lets) + sizeof...(in);
    graph::Scope<names> scope;
    net[0].require_equal(core::Rule::network_inputs, sizeof...(in), count);
    int k = 0;
    for (const char* name : {in.text...}) {
      net[inputs[core::minimum(k, count - 1)]].require(scope.find(name) < 0, core::Rule::unique_name, 0, 1);
      scope.define(name, inputs[core::minimum(k, count - 1)]), ++k;
    }
    using Append = void(graph::Network<capacity>&, int&, graph::Scope<names>&);
    const core::Array<Append*, sizeof...(Lets)> lets{&Lets::template append<capacity, names>...};
    for (Append* let : lets) let(net, layer, scope);
    core::Fault fault;
    const auto results = graph::find_all<out...>(scope, fault, layer);
    const int output = graph::append_outputs(net, results, layer);
    if (fault.found()) net[output].fault = fault;
    return results[0];
  }
};
template <core::FixedString... out, class... Lets>
  requires(sizeof...(out) > 0 && (graph::is_let<Lets> && ...))
struct Graph<Outputs<out...>, Lets...> : Graph<Inputs<"input">, Outputs<out...>, Lets...> {};

}  // namespace tinytmpl
