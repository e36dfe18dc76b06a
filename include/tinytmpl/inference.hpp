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
  using Costs = graph::Costs<Kernels, Layout>;

 public:
  static constexpr auto& network = Checked::network;
  static constexpr bool checked = !Checked::fault.found();
  static constexpr int nodes = network.count, inputs = network.input_count, outputs = network.outputs().operand_count;
  static constexpr auto& plan = Layout::plan;
  // Their types are written out: then only what somebody reads is computed.
  static constexpr const Array<LayerReport, nodes>& layers = Costs::layers;
  static constexpr const Array<typename Kernels::Refusals, nodes>& refusals = Kernels::refusals;
  static constexpr int arena_bytes = Costs::arena_bytes;
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

  using Progress = graph::Progress<nodes>;
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

  /// Forgets what has been computed.
  template <class Progress>
  static constexpr void restart(Progress& progress) {
    for (int x = 0; x < nodes; ++x) progress.done[x] = 0;
    progress.end = 0;
  }
  /// All rows of the inputs are there.
  template <class Progress>
  static constexpr void take_inputs(Progress& progress) {
    [&]<int... i>(std::integer_sequence<int, i...>) {
      ((progress.done[i] = std::integral_constant<std::int16_t, narrow(network[i].out.extent.h)>::value), ...);
    }(std::make_integer_sequence<int, inputs>{});
  }

  /// Computes what can be computed. False: it needs a row of the input.
  template <class Progress, class Observer>
  static constexpr bool advance(std::int8_t* arena, Progress& progress, Observer& observer) {
    if (std::is_constant_evaluated()) return advance(program<targets::portable>, arena, progress, observer);
    return advance(load<flash>(&program<Native>), arena, progress, observer);
  }

  /// Takes row `progress.done[0]` of the one input.
  template <class Progress>
  static constexpr void take_row(std::int8_t* arena, Progress& progress, const typename InputAt<0>::dtype* row) {
    const bool needed = progress.end < plan.end_count;  // a window may leave the last rows unread
    if (needed)
      copy_to_memory(load<flash>(places.data()).at(arena, progress.done[0]), row, network[0].out.extent.row());
    ++progress.done[0];
  }

 private:
  template <class Progress, class Observer>
  static constexpr bool advance(const Program& p, std::int8_t* arena, Progress& progress, Observer& observer) {
    constexpr int most_in = most_input_rows(network, Kernels::bands), most_out = [] {
      int most = 1;
      for (int band : Kernels::bands) most = maximum(most, band);
      return most;
    }();
    constexpr bool any_denser = has_denser_rows(network);
    const auto fire = [&](int x, int row, int count) {
      execute<most_in, most_out, flash, any_denser>(p, arena, x, row, count);
      if constexpr (!std::is_same_v<Observer, const NoObserver>)
        for (int i = 0; i < count; ++i)
          observer(x, row + i, load<flash>(p.places + x).at(arena, row + i), network[x].row_bytes());
      return true;
    };
    for (; progress.end < p.end_count; ++progress.end)
      if (!walk<flash, any_denser>(p.steps, p.needs, p.inputs, progress.done.data(), load<flash>(p.ends + progress.end),
                                   fire))
        return false;
    return true;
  }

  TINYTMPL_CONSTANT static constexpr Array<Place, nodes> places = [] {
    Array<Place, nodes> result;
    for (int x = 0; x < nodes; ++x) result[x] = Place(plan.rings[x]);
    return result;
  }();
  TINYTMPL_CONSTANT static constexpr Array<std::int16_t, nodes> ends = [] {
    Array<std::int16_t, nodes> result;
    for (int e = 0; e < plan.end_count; ++e) result[e] = narrow(plan.ends[e]);
    return result;
  }();
  template <class Target, int i>
  static constexpr Call call() {
    using Given = NodeConstants<KernelsOn<Target>, Trained>;
    using Chosen = typename KernelsOn<Target>::template Chosen<i>;
    if constexpr (!Kernels::has_kernel(i)) return {};
    else
      return {kernels::function<Target, typename Chosen::Kernel, Chosen::geometry>(), &Given::template of<i>(),
              std::is_same_v<Target, Native> ? plan.scratch[i] : constant_scratch};
  }
  template <class Target>
  TINYTMPL_CONSTANT static constexpr Array<Call, nodes> calls = []<int... i>(std::integer_sequence<int, i...>) {
    return Array<Call, nodes>{call<Target, i>()...};
  }(std::make_integer_sequence<int, nodes>{});
  template <class Target>
  TINYTMPL_CONSTANT static constexpr Program program{Layout::timetable.steps.data(),
                                                     Layout::timetable.needs.data(),
                                                     places.data(),
                                                     calls<Target>.data(),
                                                     ends.data(),
                                                     inputs,
                                                     plan.end_count};
};

}  // namespace tinytmpl::graph
