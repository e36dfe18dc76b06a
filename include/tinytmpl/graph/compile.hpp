// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/bind.hpp>
#include <tinytmpl/graph/check_layers.hpp>
#include <tinytmpl/graph/check_signals.hpp>
#include <tinytmpl/graph/derive.hpp>
#include <tinytmpl/graph/fuse.hpp>
#include <tinytmpl/graph/segments.hpp>
#include <tinytmpl/graph/seq.hpp>
#include <tinytmpl/graph/skip.hpp>
#include <tinytmpl/kernels/run.hpp>

namespace tinytmpl::graph {

constexpr Fault first(Fault a, Fault b) { return a.found() ? a : b; }

/// The same inputs, and nothing done with them: what a network with a fault goes on as, so that one mistake is one error.
template <int inputs, int n>
constexpr Network<inputs + 1> harmless(const Network<n>& net) {
  Network<inputs + 1> result;
  result.input_count = inputs;
  for (int i = 0; i < inputs; ++i) {
    result.add(net[i]);
    result[i].out.quantization = {1, 0};
  }
  Node output = net.outputs();  // as many
  for (int k = 0; k < output.operand_count; ++k) output.operands[k] = {0, net[0].out.extent, {}}, read_whole(output, k);
  result.add(output);
  return result;
}

/// As it is checked; other forms have no other faults.
constexpr Sequences usual(Schedule schedule) { return schedule == Schedule::fed ? Sequences::fed : Sequences::lie; }

/// A topology without parameters: checked and fused.
template <class Net, class Input, Schedule schedule = Schedule{}>
struct Described {
  static constexpr auto extents = input_extents(Input{});
  static constexpr int inputs = extents.size();
  static constexpr auto written = describe<Net>(extents);
  template <Sequences sequences>
  static constexpr auto optimized = optimize(bind_elements(written), sequences);
  static constexpr Fault fault = first(first_fault(written), first_fault(optimized<usual(schedule)>));
};

/// The same with parameters.
template <class Net, class Input, const auto& parameters, Schedule schedule>
struct Bound {
  static constexpr auto& written = Described<Net, Input>::written;
  static constexpr int inputs = Described<Net, Input>::inputs;
  static constexpr auto bound = graph::bind_parameters(written, parameters, word_count<Net>());
  template <Sequences sequences>
  static constexpr auto optimized = [] {
    auto net = optimize(bound, sequences);
    check_quantization(net);
    net[0].require(schedule != Schedule::fed || inputs == 1, Rule::one_fed_input, 1, inputs);
    return net;
  }();
  static constexpr Fault fault =
      first(first_fault(written), first(first_fault(bound), first_fault(optimized<usual(schedule)>)));
};

/// A checked network of its own size. Of a fault it says which.
template <class Net, class Source, Sequences sequences = Sequences::lie>
struct Checked {
  static constexpr Fault fault = Source::fault;
  static_assert(sizeof(CheckNetwork<Net, Source::inputs, fault>) != 0);

  static constexpr auto network = [] {
    if constexpr (fault.found()) return harmless<Source::inputs>(Source::written);
    else return trim<Source::template optimized<sequences>.count>(Source::template optimized<sequences>);
  }();
};

/// The numbers of a network that is not trained: the usual ones.
struct Untrained {
  template <int i>
  static constexpr Numbers numbers() {
    return {};
  }
};

/// Is `node` computed? Inputs, outputs and what is there are not.
constexpr bool has_kernel(const Node& node) { return node.op != Op::input && node.op != Op::output && !is_there(node); }

/// Rows of `node` that its kernel computes in one call.
constexpr int band_rows(const Node& node, const kernels::Choice& kernel) {
  return may_band(node) ? kernel.band_rows : 1;
}

/// Are steps of a sequence computed several in one call?
template <int n>
constexpr bool has_bands_of_steps(const Network<n>& net, const Array<int, n>& bands) {
  for (int i = 0; i < net.count; ++i)
    if (bands[i] > 1 && is_step(net[i].out.extent)) return true;
  return false;
}

/// In which form a kernel is given a node's constants: in TFLite's layout, as a sum in one step, or packed in its own way.
enum class ConstantsForm { canonical, linear, packed };
constexpr ConstantsForm constants_form(const kernels::Choice& kernel) {
  if (kernel.packing.bytes() > 0) return ConstantsForm::packed;
  return kernel.geometry.numbers.linear_shift > 0 ? ConstantsForm::linear : ConstantsForm::canonical;
}

/// Bytes of flash for them.
constexpr int constant_bytes(const Node& node, const kernels::Choice& kernel) {
  switch (constants_form(kernel)) {
    case ConstantsForm::packed: return kernel.packing.bytes();
    case ConstantsForm::linear: return static_cast<int>(sizeof(LinearSum));
    case ConstantsForm::canonical: break;
  }
  return constant_bytes(node);
}

constexpr int any_bytes = max_elements;

/// How many bytes the rings grow if node `node`, of geometry `g`, is computed in the bands that its kernel asks for.
constexpr int band_bytes(const Node& node, Geometry g, kernels::Choice choose(const Geometry&)) {
  const kernels::Choice banded = choose(g);
  g.bands = false;
  const int rows = node.in().rows.stride * g.in[0].bytes() + node.row_bytes();
  return (banded.band_rows - 1) * rows + banded.scratch_bytes - choose(g).scratch_bytes;
}

/// The layer of `node`, without bands where a row is one time step and each of them would cost more than `limit` bytes.
constexpr Geometry limit_bands(const Node& node, Geometry g, int limit, kernels::Choice choose(const Geometry&)) {
  if (limit < any_bytes && is_step(node.out.extent)) g.bands = g.bands && band_bytes(node, g, choose) <= limit;
  return g;
}

/// What the kernels of a network ask for on `Target`. Where a row is one time step, bands of them are computed only if each
/// costs no more than `band_limit` bytes.
template <class Net, class Target, Rounding rounding, Optimize optimize, class Trained = Untrained,
          int band_limit = any_bytes>
struct Kernels {
  static constexpr auto& network = Net::network;
  static constexpr int nodes = network.count;

  static constexpr bool has_kernel(int i) { return graph::has_kernel(network[i]); }
  /// With all that the numbers allow, for which a kernel is chosen. No portable one asks for them.
  template <int i>
  static constexpr Geometry layer = [] {
    Geometry g = geometry_of(network, i, rounding, optimize);
    if constexpr (!std::is_same_v<Trained, Untrained> && !std::is_same_v<Target, targets::portable>)
      g.numbers = Trained::template numbers<i>();
    return limit_bands(network[i], g, band_limit, kernels::choose<Target>);
  }();
  template <int i>
  using Chosen = kernels::Chosen<Target, layer<i>>;

  /// Which kernel computes node `i` and what that asks for; of what has none, nothing.
  template <int i>
  static constexpr kernels::Choice choice() {
    if constexpr (has_kernel(i)) return Chosen<i>::choice;
    else return {};
  }
  static constexpr Array<kernels::Choice, nodes> choices = []<int... i>(std::integer_sequence<int, i...>) {
    return Array<kernels::Choice, nodes>{choice<i>()...};
  }(std::make_integer_sequence<int, nodes>{});
  static constexpr Array<int, nodes> bands = [] {
    Array<int, nodes> rows;
    for (int i = 0; i < nodes; ++i) rows[i] = band_rows(network[i], choices[i]);
    return rows;
  }();
  static constexpr bool has_bands_of_steps = graph::has_bands_of_steps(network, bands);
  static constexpr Array<int, nodes> scratch = [] {
    Array<int, nodes> bytes;
    for (int i = 0; i < nodes; ++i) bytes[i] = choices[i].scratch_bytes;
    return bytes;
  }();
  /// Why no better kernel computes node `i`.
  using Refusals = kernels::Refusals<kernels::Rungs<Target>::size>;
  template <int i>
  static constexpr Refusals refusals_of() {
    if constexpr (has_kernel(i)) return kernels::refusals<Target>(layer<i>);
    else return {};
  }
  static constexpr Array<Refusals, nodes> refusals = []<int... i>(std::integer_sequence<int, i...>) {
    return Array<Refusals, nodes>{refusals_of<i>()...};
  }(std::make_integer_sequence<int, nodes>{});
  static constexpr int flash_bytes(int i) { return constant_bytes(network[i], choices[i]); }
};

/// When rows are computed and where they lie. Each variable is a constant expression of its own, with its own limits.
template <class Kernels, Schedule schedule, InputMemory memory>
struct Layout {
  static constexpr auto& network = Kernels::network;
  static constexpr int nodes = network.count, edges = edge_count(network);
  TINYTMPL_CONSTANT static constexpr Timetable<nodes, edges> timetable = make_timetable<edges>(network, Kernels::bands);
  static constexpr Readers<nodes, edges> readers{network};

  static constexpr int steps_at_once = 1500;
  template <int part>
  struct Rehearsal {
    static constexpr Demand<nodes> demand =
        rehearse_part(network, timetable, readers, Kernels::bands, Rehearsal<part - 1>::demand, steps_at_once);
  };
  template <int part>
    requires(part < 0)
  struct Rehearsal<part> {
    static constexpr Demand<nodes> demand{};
  };
  template <int part = 0>
  static constexpr const Demand<nodes>& demand() {
    if constexpr (Rehearsal<part>::demand.complete) return Rehearsal<part>::demand;
    else return demand<part + 1>();
  }

  static constexpr LayerPlanner<nodes> layers{network, Kernels::scratch, memory};
  static constexpr Plan<nodes> in_time = layers.plan(PlacementOrder::in_time);
  static constexpr Plan<nodes> by_size = layers.plan(PlacementOrder::by_size);
  static constexpr Plan<nodes> rows = [] {
    if constexpr (schedule == Schedule::layerwise) return Plan<nodes>{};
    else return RowPlanner<nodes>(network, demand(), Kernels::bands, Kernels::scratch, schedule, memory).plan();
  }();
  static constexpr const Plan<nodes>& plan = schedule == Schedule::fed     ? rows
                                           : schedule == Schedule::min_ram ? smaller(rows, smaller(in_time, by_size))
                                                                           : smaller(in_time, by_size);
};

}  // namespace tinytmpl::graph
