// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/flash.hpp>

namespace tinytmpl {

/// Inputs of a model and the outputs that the reference has for them: what `self_test` compares. `tinytmpl-export --golden`
/// writes them as `golden`; they are linked only where they are used.
///
/// shapes   all inputs of the model, one after the other, then those of the next vector; the outputs likewise; an array may be
///          int8 or uint8 whatever the tensors are: its bytes are theirs
/// units    `flash_bytes`: of both arrays, which no Model counts
/// rejects  in `self_test`: arrays that are not one or several times as long as the model's inputs and outputs
template <core::EightBits In, int input_bytes, core::EightBits Out, int output_bytes>
struct GoldenVectors {
  const In* inputs;
  const Out* outputs;
  static constexpr int flash_bytes = input_bytes + output_bytes;

  constexpr GoldenVectors(const In (&all_inputs)[input_bytes], const Out (&all_outputs)[output_bytes])
      : inputs(all_inputs), outputs(all_outputs) {}
};

/// What `self_test` has found: true if all bytes are right, or else where the first one is not.
struct SelfTestResult {
  int vector = -1;  // the first is 0, as for all that follows
  int output = -1;
  int element = -1;
  int expected = 0, computed = 0;

  constexpr bool passed() const { return element < 0; }
  constexpr explicit operator bool() const { return passed(); }
};

}  // namespace tinytmpl

namespace tinytmpl::core {

namespace detail {

// Classes on numbers alone, so that both compilers' messages show both sides.
template <int golden_input_bytes, int vectors_times_input_bytes>
struct GoldenInputs {
  static_assert(golden_input_bytes == vectors_times_input_bytes,
                "tinytmpl: the golden vectors' inputs have another size than the model's; export them with this model");
};
template <int golden_output_bytes, int vectors_times_output_bytes>
struct GoldenOutputs {
  static_assert(
      golden_output_bytes == vectors_times_output_bytes,
      "tinytmpl: there are not as many golden outputs as the golden inputs need; export them with this model");
};

/// The golden vectors of a model, cut into its tensors.
template <class Inference, int input_bytes, int output_bytes>
class GoldenRun {
  template <int... i>
  static constexpr int all_inputs(std::integer_sequence<int, i...>) {
    return (0 + ... + Inference::template InputAt<i>::size);
  }
  template <int... i>
  static constexpr int all_outputs(std::integer_sequence<int, i...>) {
    return (0 + ... + Inference::template OutputAt<i>::size);
  }
  static constexpr int input_size = all_inputs(std::make_integer_sequence<int, Inference::inputs>{});
  static constexpr int output_size = all_outputs(std::make_integer_sequence<int, Inference::outputs>{});
  static constexpr int vectors = input_bytes < input_size ? 1 : input_bytes / input_size;

  static_assert(sizeof(GoldenInputs<input_bytes, vectors * input_size>) != 0);
  static_assert(sizeof(GoldenOutputs<output_bytes, vectors * output_size>) != 0);

 public:
  static constexpr bool fits = input_bytes == vectors * input_size && output_bytes == vectors * output_size;

  /// `infer(inputs)` computes the outputs, which `model` then has.
  template <class Model, class In, class Out, class Infer>
  static constexpr SelfTestResult compare(Model& model, const GoldenVectors<In, input_bytes, Out, output_bytes>& golden,
                                          Infer infer) {
    const In* inputs = load<Inference::flash>(&golden.inputs);
    const Out* outputs = load<Inference::flash>(&golden.outputs);
    for (int vector = 0; vector < vectors; ++vector, inputs += input_size, outputs += output_size) {
      infer(inputs);
      SelfTestResult result = first_difference<0>(model, outputs);
      if (result) continue;
      result.vector = vector;
      return result;
    }
    return {};
  }

  template <class Model, class In>
  static constexpr void feed(Model& model, const In* from) {
    using T = typename Inference::template InputAt<0>::dtype;
    constexpr int size = Model::row_size;
    for (const In* end = from + input_size; from != end; from += size) {
      if constexpr (Inference::flash == FlashAccess::any && std::is_same_v<In, T>) {
        model.push_row(from);
      } else {
        T row[size]{};
        for (int i = 0; i < size; ++i) row[i] = element<T>(from + i);
        model.push_row(row);
      }
    }
  }
  template <int i = 0, class Model, class In>
  static constexpr void fill(Model& model, const In* from) {
    if constexpr (i < Inference::inputs) {
      using T = typename Inference::template InputAt<i>::dtype;
      const auto input = model.template input<i>();
      for (int k = 0; k < input.size(); ++k) input[k] = element<T>(from + k);
      fill<i + 1>(model, from + input.size());
    }
  }

 private:
  template <class T, class Byte>
  static constexpr T element(const Byte* from) {
    return static_cast<T>(load<Inference::flash>(from));
  }
  template <int i, class Model, class Out>
  static constexpr SelfTestResult first_difference(const Model& model, const Out* expected) {
    if constexpr (i == Inference::outputs) {
      return {};
    } else {
      using T = typename Inference::template OutputAt<i>::dtype;
      const auto computed = model.template output<i>();
      for (int k = 0; k < computed.size(); ++k) {
        const T wanted = element<T>(expected + k);
        if (computed[k] != wanted) return {0, i, k, wanted, computed[k]};
      }
      return first_difference<i + 1>(model, expected + computed.size());
    }
  }
};

}  // namespace detail

}  // namespace tinytmpl::core
