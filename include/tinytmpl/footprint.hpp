// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/choose.hpp>
#include <tinytmpl/graph/fire.hpp>
#include <tinytmpl/graph/graph.hpp>

namespace tinytmpl {

/// What a report prints of a node.
struct LayerReport {
  const char* kind = "";    // the layer's word
  int position = 0;         // among the user's words; inputs first
  const char* kernel = "";  // what computes it; of inputs, outputs and what is there nothing
  const char* target = "";  // whose kernel that is
  core::Extent output;
  std::int64_t macs = 0;
  int flash_bytes = 0;  // constants
  int ram_bytes = 0;    // of the rows that are kept
};

}  // namespace tinytmpl

namespace tinytmpl::graph {

/// What a model keeps from one inference to the next. Memory begins as zeros; the first inference sets it to zero points.
template <int bytes>
struct State {
  alignas(state_alignment) Array<std::int8_t, bytes> elements;
  bool is_set = false;
};
/// Of a model that keeps nothing.
struct NoState {};
template <int bytes>
using StateOf = std::conditional_t<(bytes > 0), State<bytes>, NoState>;

/// All memory of a model. `counters` of rows, if it takes its input row by row; else -1.
template <int arena_bytes, class State, int counters>
struct Memory {
  alignas(4) Array<std::int8_t, arena_bytes> arena;
  [[no_unique_address]] State state;
  [[no_unique_address]] ProgressOf<counters> progress;
};

/// The costs of a network whose kernels and layout are known.
template <class Kernels, class Layout, bool fed>
struct Costs {
  static constexpr auto& network = Kernels::network;
  static constexpr int nodes = network.count;

  static constexpr int arena_bytes = Layout::plan.arena_bytes, state_bytes = Layout::plan.state_bytes;
  static constexpr int counters = fed ? Counters<nodes>(Layout::timetable, network, Layout::plan).count : -1;
  static constexpr int ram_bytes = sizeof(Memory<arena_bytes, StateOf<state_bytes>, counters>);
  static constexpr std::int64_t macs = total_macs(network);
  static constexpr std::int64_t parameters = total_parameters(network);

  static constexpr Array<LayerReport, nodes> layers = [] {
    Array<LayerReport, nodes> reports;
    for (int i = 0; i < nodes; ++i) {
      const Node& node = network[i];
      const Ring& ring = Layout::plan.rings[i];
      Extent output = node.op == Op::output ? network.operand(i).out.extent : node.out.extent;
      output.h += node.unread_rows;
      if (node.traits.accumulates) output.h = 1;
      const kernels::Choice& kernel = Kernels::choices[i];
      reports[i] = {node.kind,
                    node.layer,
                    kernel.name,
                    kernel.target,
                    output,
                    node.macs,
                    Kernels::flash_bytes(i),
                    lies_in_flash(node) ? 0 : ring.pitch * ring.slots};
    }
    return reports;
  }();
  /// Of the order, the functions of the nodes and their constants besides arrays.
  static constexpr int table_bytes = [] {
    int bytes = Order<Layout, fed>::table_bytes;
    for (int i = 0; i < nodes; ++i) bytes += Kernels::has_kernel(i) ? static_cast<int>(sizeof(Constants)) : 0;
    return bytes;
  }();
  static constexpr int flash_bytes = [] {
    int sum = table_bytes;
    for (const LayerReport& layer : layers) sum += layer.flash_bytes;
    return sum;
  }();
};

}  // namespace tinytmpl::graph

namespace tinytmpl {

/// What a topology would cost, before anything is trained: `output`, `macs`, `parameters`, `ram_bytes` (of which `arena_bytes`,
/// `state_bytes`), `flash_bytes`, `layers`, `refusals`, `plan`. Policies as of a Model.
///
/// rejects  shapes that do not fit: graph/check.hpp
template <class Net, class Input, auto... policies>
struct Footprint {
  static_assert(sizeof(core::CheckPolicies<policies...>) != 0);

  using Source = graph::Described<Net, Input, core::policy<Schedule, policies...>()>;
  template <class>
  using NotTrained = graph::Untrained;
  using Best = typename graph::Compiled<Net, Source, NotTrained, policies...>::Best;
  using Checked = typename Best::Checked;
  using Kernels = typename Best::Kernels;
  using Layout = typename Best::Layout;
  using Costs = graph::Costs<Kernels, Layout, core::policy<Schedule, policies...>() == Schedule::fed>;

  static constexpr auto& plan = Layout::plan;
  static constexpr core::Extent output = Source::written.outputs().in().extent;
  static constexpr int arena_bytes = Costs::arena_bytes, state_bytes = Costs::state_bytes;
  static constexpr int ram_bytes = Costs::ram_bytes, flash_bytes = Costs::flash_bytes;
  static constexpr std::int64_t macs = Costs::macs, parameters = Costs::parameters;
  // Their types are written out: then only what somebody reads is computed.
  static constexpr const core::Array<LayerReport, Costs::nodes>& layers = Costs::layers;
  static constexpr const core::Array<typename Kernels::Refusals, Costs::nodes>& refusals = Kernels::refusals;
};

}  // namespace tinytmpl
