// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include <tinytmpl/inference.hpp>
#include <tinytmpl/self_test.hpp>

namespace tinytmpl::graph {

namespace detail {

// Classes of their own: whoever asks goes on without, so that one mistake is one error.
template <bool fed>
struct CheckWhole {
  static_assert(
      !fed,
      "tinytmpl: a model of Schedule::fed takes its input row by row, with push_row; with another schedule it "
      "has input() and run()");
};
template <bool fed>
struct CheckFed {
  static_assert(fed, "tinytmpl: only a model of Schedule::fed takes rows; this one has input() and run()");
};

}  // namespace detail

/// What a user does with an inference, wherever `Derived` keeps its memory.
template <class Inference, class Derived>
class Runner {
  static constexpr bool fed = Inference::schedule == Schedule::fed;
  using RowElement = typename Inference::template InputAt<0>::dtype;

 public:
  /// An input, by position or by name: to be filled before `run`.
  template <TensorKey key = 0>
  constexpr auto input() {
    static_assert(sizeof(detail::CheckWhole<fed>) != 0);
    return Inference::template input<Inference::template input_position<key>>(self().arena());
  }
  /// An output of the last inference, by position or by name.
  template <TensorKey key = 0>
  constexpr auto output() const {
    return Inference::template output<Inference::template output_position<key>>(
        static_cast<const Derived&>(*this).arena());
  }

  /// One inference of what the inputs hold; returns output 0. `observer(node, row, elements, bytes)` is called after each row,
  /// and `observer.start()` before the first, if it has one.
  template <class Observer = const NoObserver>
  constexpr auto run(Observer&& observer = {}) {
    static_assert(sizeof(detail::CheckWhole<fed>) != 0);
    start(observer);
    if constexpr (!fed) Inference::run_whole(ready(), observer);
    return output();
  }

  /// Elements that `push_row` takes: a row of an image, a time step of a sequence, which is an input of one row, `Shape<steps, c>`.
  static constexpr int row_size = Inference::template Input<>::shape.step();

  /// Takes the next row or step of the input, `row_size` elements, and computes all that can be computed. True with the last one: the
  /// outputs are ready, and the next row begins the next inference.
  template <class Observer = const NoObserver>
  constexpr bool push_row(const RowElement* row, Observer&& observer = {}) {
    static_assert(sizeof(detail::CheckFed<fed>) != 0);
    start(observer);
    if constexpr (!fed) {
      return false;
    } else {
      auto& progress = self().progress();
      constexpr int height = Inference::network[0].out.extent.h, taken = Inference::network[0].out.extent.row();
      if (progress.taken == height) progress = {};
      for (int part = 0; part < row_size; part += taken)  // a row that the network reads as several
        Inference::take_row(ready(), progress, row + part, observer);
      return progress.taken == height;
    }
  }

  /// What the model keeps from one inference to the next is as at first: zero points. A fed model's next row is the first of an
  /// image, as after `restart`.
  constexpr void reset() {
    forget();
    if constexpr (fed) restart();
  }

  /// With `Schedule::fed`: the next row is the first of an image, whatever has been fed before. What the model keeps from one inference to
  /// the next has gone on with those rows, and stays so until `reset`.
  constexpr void restart() {
    static_assert(sizeof(detail::CheckFed<fed>) != 0);
    self().progress() = {};
  }

  /// Runs the model on `golden`, one inference after the other, and compares each byte of its outputs; overwrites its inputs, and an
  /// image that is half fed. Before and after, it forgets what it keeps from one inference to the next, as `reset` does. With
  /// FlashAccess::word a fed model's row passes over the stack.
  template <class In, int input_count, class Out, int output_count>
  constexpr SelfTestResult self_test(const GoldenVectors<In, input_count, Out, output_count>& golden) {
    if constexpr (Inference::state_bytes == 0) {
      return compare(golden);
    } else {
      forget();
      const SelfTestResult result = compare(golden);
      forget();
      return result;
    }
  }

 private:
  constexpr Derived& self() { return static_cast<Derived&>(*this); }
  constexpr auto ready() { return Inference::ready(self().arena(), self().state()); }
  constexpr void forget() {
    if constexpr (Inference::state_bytes > 0) self().state().is_set = false;
  }
  template <class Vectors>
  constexpr SelfTestResult compare(const Vectors& golden) {
    using Golden = core::detail::GoldenRun<Inference, Vectors>;
    if constexpr (Inference::checked && Golden::fits) {
      return Golden::compare(self(), golden, [this](const auto* inputs) {
        if constexpr (fed) {
          restart();
          Golden::feed(self(), inputs);
        } else {
          Golden::fill(self(), inputs);
          run();
        }
      });
    }
    return {};
  }
  template <class Observer>
  static constexpr void start(Observer& observer) {
    if constexpr (requires { observer.start(); }) observer.start();
  }
};

}  // namespace tinytmpl::graph

namespace tinytmpl {

/// A network that runs: `sizeof` is all its RAM, but for the stack.
///
/// shapes   `InputShape` or `InputShapes<...>` -> as `Net` says
/// weights  `trained`: an array of Parameters, an entry for each input and then for each layer
/// options  policies in any order: Schedule, InputMemory, Rounding, Optimize, FlashAccess (core/policy.hpp)
/// rejects  shapes and parameters that do not fit: graph/check.hpp
/// source   each layer's; the reference is TensorFlow Lite Micro with its reference kernels
template <class Net, class InputShape, const auto& trained, auto... policies>
class Model : public graph::Inference<Net, InputShape, trained, policies...>,
              public graph::Runner<graph::Inference<Net, InputShape, trained, policies...>,
                                   Model<Net, InputShape, trained, policies...>> {
  using Base = graph::Inference<Net, InputShape, trained, policies...>;
  using Runner = graph::Runner<Base, Model>;
  friend Runner;

 public:
  using Inference = Base;
  using Runner::input, Runner::output, Runner::reset, Runner::restart;
  using Memory = graph::Memory<Base::arena_bytes, typename Base::State, Base::counters>;
  static constexpr int ram_bytes = sizeof(Memory);

  /// The same inference as a pure function, also in constant expressions, which keeps nothing: an output, by position or by name, for the inputs `in`.
  template <core::TensorKey key = 0, class... Elements, std::size_t... sizes>
  static constexpr auto eval(const std::array<Elements, sizes>&... in) {
    constexpr int i = Base::template output_position<key>;
    using Output = typename Base::template OutputAt<i>;
    Values<typename Output::dtype, Output::size> out;
    out.quantization = Output::quantization;
    if constexpr (Base::checked && has_count<sizeof...(sizes), Base::inputs>())
      if constexpr (have_sizes<sizes...>(each_input))
        if constexpr (have_elements<Elements...>(each_input)) infer<i>(out, in...);
    return out;
  }

 private:
  Memory memory;

  constexpr std::int8_t* arena() { return memory.arena.data(); }
  constexpr const std::int8_t* arena() const { return memory.arena.data(); }
  constexpr auto& state() { return memory.state; }
  constexpr auto& progress() { return memory.progress; }

  static constexpr std::make_integer_sequence<int, Base::inputs> each_input{};
  template <int given, int needed>
  static constexpr bool has_count() {
    static_assert(given == needed, "tinytmpl: eval takes an array for each input of the network");
    return given == needed;
  }
  template <int given, int needed>
  static constexpr bool has_size() {
    static_assert(given == needed, "tinytmpl: an array that eval is given has another size than the input");
    return given == needed;
  }
  template <int... sizes, int... k>
  static constexpr bool have_sizes(std::integer_sequence<int, k...>) {
    return (has_size<sizes, Base::template InputAt<k>::size>() && ...);
  }
  template <class Given, class Needed>
  static constexpr bool has_elements() {
    constexpr bool same = std::is_same_v<Given, Needed>;
    static_assert(same,
                  "tinytmpl: an array that eval is given has elements of another type than the input; it is "
                  "Input<i>::dtype");
    return same;
  }
  template <class... Given, int... k>
  static constexpr bool have_elements(std::integer_sequence<int, k...>) {
    return (has_elements<Given, typename Base::template InputAt<k>::dtype>() && ...);
  }

  template <int i>
  static constexpr void infer(auto& out, const auto&... in) {
    graph::Memory<Base::constant_arena_bytes, typename Base::State, Base::counters> memory{};
    std::int8_t* arena = memory.arena.data();
    const auto ready = Base::ready(arena, memory.state);
    constexpr graph::NoObserver nobody;
    if constexpr (Base::schedule == Schedule::fed) {
      const auto& image = first_of(in...);
      for (int row = 0; row < Base::network[0].out.extent.h; ++row)
        Base::take_row(ready, memory.progress, image.data() + row * Base::network[0].out.extent.row(), nobody);
    } else {
      fill<0>(arena, in...);
      Base::run_whole(ready, nobody);
    }
    Base::template output<i>(arena).copy_to(out.elements.data());
  }
  static constexpr const auto& first_of(const auto& first, const auto&...) { return first; }
  template <int k>
  static constexpr void fill(std::int8_t* arena, const auto& first, const auto&... rest) {
    Base::template input<k>(arena).assign(first.data());
    if constexpr (sizeof...(rest) > 0) fill<k + 1>(arena, rest...);
  }
};

}  // namespace tinytmpl
