// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl {

// What a user may choose for a Model, in any order; the first enumerator of each is the default.

/// When rows are computed.
///   min_ram    as little RAM as the planner finds, the input whole in memory
///   layerwise  each layer whole, one after the other
///   fed        as min_ram, the input given row by row with `push_row`, so that it is never whole in memory
enum class Schedule { min_ram, layerwise, fed };

/// May the plan write over the input while the model runs? `kept`: `run()` may be called again without filling the input anew.
enum class InputMemory { kept, reused };

/// Which kernels, where a target has several.
enum class Optimize { speed, size };

/// Whether constants may be read a byte at a time, or only as aligned 32-bit words (ESP8266's mapped flash).
enum class FlashAccess { any, word };

// Some boards' headers have macros of these names; all else in this library asks `rounds_once` and `rounds_twice`.
#pragma push_macro("once")
#pragma push_macro("twice")
#undef once
#undef twice
/// How a sum is scaled back to int8.
///   twice  as TensorFlow Lite Micro and CMSIS-NN
///   once   as builds with TFLITE_SINGLE_ROUNDING
///   onnx   as ONNX Runtime: the product with a float32 as a float32, and that half to even
enum class Rounding { twice, once, onnx };

}  // namespace tinytmpl

namespace tinytmpl::core {

constexpr bool rounds_once(Rounding rounding) {
  switch (rounding) {
    case Rounding::once: return true;
    case Rounding::twice:
    case Rounding::onnx: return false;
  }
  return false;
}
constexpr bool rounds_twice(Rounding rounding) { return rounding == Rounding::twice; }
/// Of what ONNX Runtime does not compute on integers.
constexpr Rounding of_tensorflow(Rounding rounding) { return rounding == Rounding::once ? rounding : Rounding::twice; }
#pragma pop_macro("twice")
#pragma pop_macro("once")

/// The types of all policies: what takes policies goes by this list.
template <class... Types>
struct PolicyTypes {
  template <class T>
  static constexpr bool has = (std::is_same_v<T, Types> || ...);
};
using AllPolicies = PolicyTypes<Schedule, InputMemory, Rounding, Optimize, FlashAccess>;

template <class T>
concept Policy = AllPolicies::has<T>;

// A class of its own: whoever takes the policies goes on without, so that one mistake is one error.
template <auto... policies>
struct CheckPolicies {
  static_assert((Policy<decltype(policies)> && ...),
                "tinytmpl: the policies are values of Schedule, InputMemory, Rounding, Optimize and FlashAccess");
};

/// The policy of type `T` among `chosen`, or its default.
template <class T, auto... chosen>
constexpr T policy() {
  T result{};
  [[maybe_unused]] const auto look = [&result](auto candidate) {
    if constexpr (std::is_same_v<decltype(candidate), T>) result = candidate;
  };
  (look(chosen), ...);
  return result;
}

}  // namespace tinytmpl::core
