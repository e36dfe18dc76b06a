// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/tensor_key.hpp>
#include <tinytmpl/core/view.hpp>
#include <tinytmpl/footprint.hpp>
#include <tinytmpl/graph/constants.hpp>
#include <tinytmpl/graph/trained.hpp>

namespace tinytmpl::graph {

namespace detail {

template <int index, int count>
struct CheckIndex {
  static_assert(index < count, "tinytmpl: the model has fewer inputs or outputs than that; the first one is 0");
};
template <TensorKey key, bool found>
struct CheckName {
  static_assert(found,
                "tinytmpl: the model has no input or output of that name; a generated header lists them at its top, a "
                "Graph in its Inputs and Outputs");
};

/// The names of a network's inputs, and of its outputs, if it gives them some.
template <class Net>
struct InputNames {
  static constexpr int find(const char* name) {
    if constexpr (requires { Net::input_names; }) return find_name(Net::input_names, name);
    else return -1;
  }
};
template <class Net>
struct OutputNames {
  static constexpr int find(const char* name) {
    if constexpr (requires { Net::output_names; }) return find_name(Net::output_names, name);
    else return -1;
  }
};

/// The position that a key means; of a name that there is not, 0.
template <class Names, TensorKey key>
struct Position {
  static constexpr int value = key.position;
};
template <class Names, TensorKey key>
  requires(key.position < 0)
struct Position<Names, key> {
  static constexpr int found = Names::find(key.name), value = found < 0 ? 0 : found;
  static_assert(sizeof(CheckName<key, (found >= 0)>) != 0);
};

}  // namespace detail

/// A tensor at the edge of a model, as known at compile time: `index` of `count` inputs, or outputs.
template <class Network, int node, Element as, Extent extent, int index, int count>
struct TensorInfo {
  static_assert(sizeof(detail::CheckIndex<index, count>) != 0);

  static constexpr Element element = as;
  using dtype = ElementType<element>;
  static constexpr Extent shape = extent;
  static constexpr int size = extent.size();
  static constexpr QuantizationOf<dtype> quantization = in_elements<dtype>(Network::network[node].out.quantization);
  static constexpr float scale = quantization.scale;
  static constexpr int zero_point = quantization.zero_point;
};

/// Is called after each row that `run` computes; this one does nothing and costs nothing.
struct NoObserver {
  constexpr void operator()(int /*node*/, int /*row*/, const std::int8_t* /*elements*/, int /*bytes*/) const {}
};

/// A network, its parameters and its policies: all that is known at compile time, and the inference as functions of memory.
template <class Net, class InputShape, const auto& trained, auto... policies>
class Inference {
  static_assert(sizeof(CheckPolicies<policies...>) != 0);

 public:
  static constexpr Schedule schedule = policy<Schedule, policies...>();
  static constexpr FlashAccess flash = policy<FlashAccess, policies...>();
  static constexpr bool fed = schedule == Schedule::fed;

 private:
  /// The type of the elements of tensor `node`, which is `written` in the network as the user wrote it: passes may have put another
  /// node in its place. In memory a uint8 is an int8.
  static constexpr Element element_at(int node, int written) {
    const Element element = network[node].out.element;
    const bool is_uint8 = checked && trained[Source::written[written].layer].element == Element::uint8;
    return element == Element::int8 && is_uint8 ? Element::uint8 : element;
  }
  static constexpr Rounding rounding = policy<Rounding, policies...>();
  using Native = targets::native_with<flash>;
  using Source = Bound<Net, InputShape, trained, schedule>;
  template <class Checked>
  using TrainedFrom = graph::Trained<Checked, trained, rounding>;
  using Best = typename Compiled<Net, Source, TrainedFrom, policies...>::Best;
  using Checked = typename Best::Checked;
  using Trained = typename Best::Trained;
  template <class Target>
  using KernelsOn = typename Best::template KernelsOn<Target>;
  using Kernels = typename Best::Kernels;
  using Layout = typename Best::Layout;
  using Costs = graph::Costs<Kernels, Layout, fed>;

 public:
  static constexpr auto& network = Checked::network;
  static constexpr bool checked = !Checked::fault.found();
  static constexpr int nodes = network.count, inputs = network.input_count, outputs = network.outputs().operand_count;
  static constexpr auto& plan = Layout::plan;
  // Their types are written out: then only what somebody reads is computed.
  static constexpr const Array<LayerReport, nodes>& layers = Costs::layers;
  static constexpr const Array<typename Kernels::Refusals, nodes>& refusals = Kernels::refusals;
  static constexpr int arena_bytes = Costs::arena_bytes;
  static constexpr int state_bytes = Costs::state_bytes;  // kept from one inference to the next
  static constexpr int flash_bytes = Costs::flash_bytes;
  static constexpr std::int64_t macs = Costs::macs, parameters = Costs::parameters;

  static constexpr int input_node(int i) { return i % inputs; }  // of one that there is not, another one
  static constexpr int output_node(int i) { return network.outputs().in(i % outputs).node; }
  template <int i>
  using InputAt = TensorInfo<Checked, input_node(i), element_at(input_node(i), input_node(i)),
                             Source::written[input_node(i)].out.extent, i, inputs>;
  template <int i>
  using OutputAt =
      TensorInfo<Checked, output_node(i), element_at(output_node(i), Source::written.outputs().in(i % outputs).node),
                 Source::written.outputs().in(i % outputs).extent, i, outputs>;

  /// The positions of an input and an output that may be given by name.
  template <TensorKey key>
  static constexpr int input_position = detail::Position<detail::InputNames<Net>, key>::value;
  template <TensorKey key>
  static constexpr int output_position = detail::Position<detail::OutputNames<Net>, key>::value;

  template <TensorKey key = 0>
  using Input = InputAt<input_position<key>>;
  template <TensorKey key = 0>
  using Output = OutputAt<output_position<key>>;

  static constexpr int counters = Costs::counters;
  using Progress = ProgressOf<counters>;
  using State = StateOf<state_bytes>;
  using MemoryBegin = graph::MemoryBegin<state_bytes>;
  /// Constant evaluation runs the portable kernels, whatever the machine; their scratch lies behind everything.
  static constexpr int constant_scratch = divide_up(arena_bytes, 4) * 4;
  static constexpr int constant_arena_bytes = [] {
    int most = 0;
    for (int bytes : KernelsOn<targets::portable>::scratch) most = maximum(most, bytes);
    return constant_scratch + most;
  }();

  template <int i>
  static constexpr auto input(std::int8_t* arena) {
    constexpr int offset = plan.rings[input_node(i)].offset;
    return View<typename InputAt<i>::dtype, InputAt<i>::size>(arena + offset, InputAt<i>::quantization);
  }
  template <int i>
  static constexpr auto output(const std::int8_t* arena) {
    constexpr int offset = plan.rings[output_node(i)].offset;
    return View<const typename OutputAt<i>::dtype, OutputAt<i>::size>(arena + offset, OutputAt<i>::quantization);
  }

  /// Where memory begins that is ready for an inference: what has not been kept yet is set to zero points.
  static constexpr MemoryBegin ready(std::int8_t* arena, State& state) {
    if constexpr (state_bytes > 0) {
      if (!state.is_set) {
        [&]<int... x>(std::integer_sequence<int, x...>) {
          (set_state<x>(state.elements.data()), ...);
        }(std::make_integer_sequence<int, nodes>{});
        state.is_set = true;
      }
      return {arena, state.elements.data()};
    } else {
      return arena;
    }
  }
  /// Computes all that follows from the inputs.
  template <class Observer>
  static constexpr void run_whole(MemoryBegin memory, Observer& observer) {
    on_target([&]<class Target>(Target) {
      tell<Observer>([&](auto&... told) { Run<Target>::all(memory, told...); }, observer);
    });
  }
  /// Takes the next row of the one input, and computes all that can be.
  template <class Progress, class Observer>
  static constexpr void take_row(MemoryBegin memory, Progress& progress, const typename InputAt<0>::dtype* row,
                                 Observer& observer) {
    constexpr Place place{plan.rings[0], network[0].out.extent.h};
    const int taken = progress.taken++;
    if (taken > Order::rows_needed) return;  // a window may leave the last rows unread
    copy_to_memory(place.at(begin_of<Storage::arena>(memory), taken), row, network[0].out.extent.row());
    on_target([&]<class Target>(Target) {
      tell<Observer>([&](auto&... told) { Run<Target>::go_on(memory, progress, told...); }, observer);
    });
  }

 private:
  template <int x>
  static constexpr void set_state(std::int8_t* states) {
    if constexpr (is_state(network[x])) {
      using T = ElementType<network[x].out.element>;
      constexpr int offset = plan.rings[x].offset - plan.states_begin(), bytes = network[x].bytes();
      for (int i = 0; i < bytes; i += static_cast<int>(sizeof(T)))
        store_element(states + offset + i, static_cast<T>(network[x].out.quantization.zero_point));
    }
  }

  using Order = graph::Order<Layout, fed>;
  template <class Target>
  using Run = graph::Run<
      Firing<Layout, KernelsOn<Target>, Target, Trained, flash, std::is_same_v<Target, Native> ? -1 : constant_scratch>,
      Order, flash>;

  /// Calls what(Target): in constant expressions portable kernels run.
  static constexpr void on_target(auto what) {
    if (std::is_constant_evaluated()) what(targets::portable{});
    else what(Native{});
  }
  /// Calls go(observer), or go() if that does nothing.
  template <class Observer>
  static constexpr void tell(auto go, Observer& observer) {
    if constexpr (std::is_same_v<std::remove_const_t<Observer>, NoObserver>) go();
    else go(observer);
  }
};

}  // namespace tinytmpl::graph
