// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/model.hpp>

namespace tinytmpl::graph {

/// What each of several models keeps from one inference to the next: nothing of it is shared.
template <class... Models>
struct States : NoState {};
template <class First, class... Rest>
struct States<First, Rest...> {
  [[no_unique_address]] typename First::State first;
  [[no_unique_address]] States<Rest...> rest;
};
/// Two models of one type would go on with one state.
template <int times_that_a_model_stands_there>
struct CheckStates {
  static_assert(
      times_that_a_model_stands_there <= 1,
      "tinytmpl: a model that keeps something from one inference to the next stands twice in a SharedArena or "
      "a Pipeline; name its network anew for the second, struct Second : First {}");
};
/// How often a model that keeps something is one of them.
template <class... Models>
constexpr int times_kept() {
  const auto times = []<class Model>(std::type_identity<Model>) {
    return Model::state_bytes > 0 ? (0 + ... + int{std::is_same_v<Model, Models>}) : 0;
  };
  int most = 0;
  ((most = maximum(most, times(std::type_identity<Models>{}))), ...);
  return most;
}

/// Nothing at all, if none of them keeps anything.
template <class... Models>
using StatesOf = std::conditional_t<(... + Models::state_bytes) == 0, NoState, States<Models...>>;

template <class Model, class First, class... Rest>
constexpr auto& state_of(States<First, Rest...>& states) {
  if constexpr (std::is_same_v<Model, First>) return states.first;
  else return state_of<Model>(states.rest);
}
template <class Model>
constexpr NoState& state_of(NoState& none) {
  return none;
}

/// A Model whose memory lies in a SharedArena: a handle that does what the Model does.
template <class Model, class Memory>
class Tenant : public Model::Inference, public Runner<typename Model::Inference, Tenant<Model, Memory>> {
  using Runner = graph::Runner<typename Model::Inference, Tenant>;
  friend Runner;

 public:
  using Runner::input, Runner::output, Runner::reset, Runner::restart;

  constexpr explicit Tenant(Memory& shared) : memory(&shared) {}

 private:
  Memory* memory;

  constexpr std::int8_t* arena() const { return memory->arena.data(); }
  constexpr auto& state() { return state_of<Model>(memory->state); }
  constexpr auto& progress() { return memory->progress; }
};

}  // namespace tinytmpl::graph

namespace tinytmpl {

/// One memory for several models of which one runs at a time.
///
///     static tinytmpl::SharedArena<gate::Model, words::Model> arena;
///     auto model = arena.use<gate::Model>();
///
/// units    `ram_bytes`: what the largest of them needs, and what each keeps from one inference to the next
/// rejects  a model that is not one of them; the same one twice, if it keeps something
template <class... Models>
class SharedArena {
  template <class T>
  static constexpr T largest(T first, auto... rest) {
    ((first = core::maximum(first, rest)), ...);
    return first;
  }
  static_assert(sizeof(graph::CheckStates<graph::times_kept<Models...>()>) != 0);
  using Memory =
      graph::Memory<largest(Models::arena_bytes...), graph::StatesOf<Models...>, largest(Models::counters...)>;

 public:
  static constexpr int ram_bytes = sizeof(Memory);

  /// The model, which begins anew, but for what it keeps from one inference to the next: what the others left, their outputs too, is
  /// overwritten when it is filled or runs.
  template <class Model>
  constexpr graph::Tenant<Model, Memory> use() {
    static_assert((std::is_same_v<Model, Models> || ...),
                  "tinytmpl: this model does not share this arena; add it to the SharedArena's models");
    memory.progress = {};
    return resume<Model>();
  }
  /// The model where it stopped, if no other has been used since.
  template <class Model>
  constexpr graph::Tenant<Model, Memory> resume() {
    return graph::Tenant<Model, Memory>(memory);
  }

 private:
  Memory memory;
};

}  // namespace tinytmpl

namespace tinytmpl::graph::detail {

// Classes on numbers alone, so that both compilers' messages show both sides.
template <int output_height, int output_width, int output_channels, int input_height, int input_width,
          int input_channels>
struct SameShape {
  static_assert(output_height == input_height && output_width == input_width && output_channels == input_channels,
                "tinytmpl: a model of the Pipeline has an output of another shape than the next one's input");
};
template <Element output, Element input>
struct SameElement {
  static_assert(output == input,
                "tinytmpl: a model of the Pipeline has an output of another element type than the next one's input");
};
template <bool same_quantization, std::int64_t output_scale_e9, int output_zero_point, std::int64_t input_scale_e9,
          int input_zero_point>
struct SameQuantization {
  static_assert(
      same_quantization,
      "tinytmpl: a model of the Pipeline has an output of another quantization than the next one's input; convert "
      "both with the same scale and zero point");
};

/// What a model and the next one must have in common; nothing, if one of them has a fault of its own.
template <class From, class To>
class Joint {
  using Output = typename From::template Output<>;
  using Input = typename To::template Input<>;
  static constexpr bool known = From::checked && To::checked;
  /// What the bytes in memory mean: a uint8 output may be an int8 input.
  static constexpr Quantization output_meaning = in_memory(Output::quantization),
                                input_meaning = in_memory(Input::quantization);
  static constexpr Element in_type = in_memory(Input::element), out_type = known ? in_memory(Output::element) : in_type;
  static constexpr Extent in = Input::shape, out = known ? Output::shape : in;
  static constexpr bool same_quantization = !known || out_type != in_type || output_meaning == input_meaning;
  static constexpr std::int64_t e9(float scale) {
    return static_cast<std::int64_t>(nearest_integer(double{scale} * 1'000'000'000));
  }
  static constexpr std::int64_t output_e9 = e9(Output::scale), input_e9 = e9(Input::scale);

  static_assert(sizeof(SameElement<out_type, in_type>) != 0);
  static_assert(sizeof(SameShape<out.h, out.w, out.c, in.h, in.w, in.c>) != 0);
  static_assert(
      sizeof(SameQuantization<same_quantization, output_e9, Output::zero_point, input_e9, Input::zero_point>) != 0);
};

}  // namespace tinytmpl::graph::detail

namespace tinytmpl {

/// Models one after the other in one memory: output 0 of each is the input of the next.
///
/// shapes   the first one's input -> the last one's outputs
/// units    `ram_bytes`: what the largest of them needs, and what each keeps from one inference to the next
/// rejects  a model whose output differs from the next one's input in shape, element type or quantization
template <class First, class... Rest>
class Pipeline {
  template <int i>
  using Stage = typename decltype(core::part<i>(core::List<First, Rest...>{}))::type;
  static constexpr int stages = 1 + sizeof...(Rest);
  using Last = Stage<stages - 1>;
  static constexpr bool fed = First::schedule == Schedule::fed;

  static constexpr bool joined = []<int... i>(std::integer_sequence<int, i...>) {
    return ((sizeof(graph::detail::Joint<Stage<i>, Stage<i + 1>>) != 0) && ...);
  }(std::make_integer_sequence<int, stages - 1>{});
  static_assert(joined);

 public:
  template <core::TensorKey key = 0>
  using Input = typename First::template Input<key>;
  template <core::TensorKey key = 0>
  using Output = typename Last::template Output<key>;
  static constexpr int ram_bytes = SharedArena<First, Rest...>::ram_bytes;
  static constexpr int flash_bytes = First::flash_bytes + (0 + ... + Rest::flash_bytes);
  static constexpr std::int64_t macs = First::macs + (std::int64_t{0} + ... + Rest::macs);

  /// An input of the first model, by position or by name: to be filled before `run`.
  template <core::TensorKey key = 0>
  constexpr auto input() {
    static_assert(sizeof(graph::detail::CheckWhole<fed>) != 0);
    return arena.template use<First>().template input<key>();
  }
  /// One inference of all models; returns output 0 of the last one.
  constexpr auto run() {
    static_assert(sizeof(graph::detail::CheckWhole<fed>) != 0);
    arena.template use<First>().run();
    return run_rest<1>();
  }
  /// Takes the next row of the first model's input. True with the last row: the outputs are ready.
  constexpr bool push_row(const typename Input<>::dtype* row) {
    static_assert(sizeof(graph::detail::CheckFed<fed>) != 0);
    if (!arena.template resume<First>().push_row(row)) return false;
    run_rest<1>();
    arena.template use<First>();
    return true;
  }
  /// What the models keep from one inference to the next is as at first; the next row that is fed is the first of an image.
  constexpr void reset() { (arena.template resume<First>().reset(), ..., arena.template resume<Rest>().reset()); }
  /// An output of the last inference, by position or by name.
  template <core::TensorKey key = 0>
  constexpr auto output() {
    return arena.template resume<Last>().template output<key>();
  }

 private:
  SharedArena<First, Rest...> arena;

  template <int stage>
  constexpr auto run_rest() {
    if constexpr (stage == stages) {
      return output();
    } else {
      const auto from = arena.template resume<Stage<stage - 1>>().output();
      auto model = arena.template use<Stage<stage>>();
      core::move(model.input().raw(), from.raw(), from.size_bytes());
      model.run();
      return run_rest<stage + 1>();
    }
  }
};

}  // namespace tinytmpl
