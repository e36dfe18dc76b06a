// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/flash.hpp>

namespace tinytmpl {

/// Inputs of a model and the outputs that the reference has for them: what `self_test` compares. `tinytmpl-export --golden`
/// writes them as `golden`; they are linked only where they are used.
///
/// shapes   all inputs of the model, one after the other, then those of the next vector; the outputs likewise; an array is of the
///          tensors' type, or int8 or uint8 whatever they are: its bytes are theirs, of wider elements the lowest one first
/// units    `flash_bytes`: of both arrays, which no Model counts
/// rejects  in `self_test`: arrays of another type, or not one or several times as long as the model's inputs and outputs
template <class In, int input_count, class Out, int output_count>
struct GoldenVectors {
  const In* inputs;
  const Out* outputs;
  static constexpr int input_bytes = input_count * sizeof(In), output_bytes = output_count * sizeof(Out);
  static constexpr int flash_bytes = input_bytes + output_bytes;

  constexpr GoldenVectors(const In (&all_inputs)[input_count], const Out (&all_outputs)[output_count])
      : inputs(all_inputs), outputs(all_outputs) {}
};

/// What `self_test` has found: true if all bytes are right, or else where the first one is not. A float32 may be two units in the last
/// place off, as the reference's e^x is not always rounded right.
struct SelfTestResult {
  int vector = -1;  // the first is 0, as for all that follows
  int output = -1;
  int element = -1;
  int expected = 0, computed = 0;  // of a float32 its bits

  constexpr bool passed() const { return element < 0; }
  constexpr explicit operator bool() const { return passed(); }
};

}  // namespace tinytmpl

namespace tinytmpl::core::detail {

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

template <bool golden_is_of_bytes_or_of_the_tensors_type>
struct GoldenElements {
  static_assert(golden_is_of_bytes_or_of_the_tensors_type,
                "tinytmpl: the golden vectors are of another type than the model's inputs or outputs; export them with "
                "this model, or give their bytes");
};

/// What is compared, also where not-a-number is right, and reported.
template <class T>
constexpr auto as_integer(T element) {
  if constexpr (std::is_same_v<T, float>) return std::bit_cast<std::int32_t>(element);
  else return element;
}

/// Is that what was wanted, both as as_integer has them?
template <class T>
constexpr bool is_right(std::int64_t found, std::int64_t wanted) {
  if (!std::is_same_v<T, float>) return found == wanted;
  // Among all floats; of negative ones the bits grow downwards.
  const auto place = [](std::int64_t bits) { return bits < 0 ? -(std::int64_t{1} << 31) - bits : bits; };
  return place(found) - place(wanted) <= 2 && place(wanted) - place(found) <= 2;
}

/// Element `i`, a T, of golden vectors that are an array of T or of bytes.
template <FlashAccess flash, class T, class Golden>
constexpr T golden_element(const Golden* from, int i) {
  if constexpr (sizeof(T) == sizeof(Golden)) {
    return static_cast<T>(load<flash>(from + i));
  } else {
    using Bits = std::conditional_t<sizeof(T) == 8, std::uint64_t,
                                    std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint16_t>>;
    Bits bits = 0;
    for (int byte = static_cast<int>(sizeof(T)) - 1; byte >= 0; --byte)
      bits = static_cast<Bits>(bits << 8 | static_cast<std::uint8_t>(load<flash>(from + i * sizeof(T) + byte)));
    return std::bit_cast<T>(bits);
  }
}

/// The golden vectors of a model, cut into its tensors.
template <class Inference, class Golden>
class GoldenRun;
template <class Inference, class In, int input_count, class Out, int output_count>
class GoldenRun<Inference, GoldenVectors<In, input_count, Out, output_count>> {
  using Golden = GoldenVectors<In, input_count, Out, output_count>;
  template <int i>
  using InputType = typename Inference::template InputAt<i>::dtype;
  template <int i>
  using OutputType = typename Inference::template OutputAt<i>::dtype;
  template <class Given, class T>
  static constexpr bool suits = EightBits<Given> || std::is_same_v<Given, T>;

  /// Bytes of all tensors, and whether an array may hold them.
  struct Tensors {
    int bytes = 0;
    bool suit = true;
  };
  static constexpr Tensors all_inputs = []<int... i>(std::integer_sequence<int, i...>) {
    return Tensors{(0 + ... + (Inference::template InputAt<i>::size * static_cast<int>(sizeof(InputType<i>)))),
                   (suits<In, InputType<i>> && ...)};
  }(std::make_integer_sequence<int, Inference::inputs>{});
  static constexpr Tensors all_outputs = []<int... i>(std::integer_sequence<int, i...>) {
    return Tensors{(0 + ... + (Inference::template OutputAt<i>::size * static_cast<int>(sizeof(OutputType<i>)))),
                   (suits<Out, OutputType<i>> && ...)};
  }(std::make_integer_sequence<int, Inference::outputs>{});
  static constexpr int vectors = Golden::input_bytes < all_inputs.bytes ? 1 : Golden::input_bytes / all_inputs.bytes;
  static constexpr bool suit = all_inputs.suit && all_outputs.suit;

  static_assert(sizeof(GoldenElements<suit>) != 0);
  static_assert(sizeof(GoldenInputs<Golden::input_bytes, vectors * all_inputs.bytes>) != 0);
  static_assert(sizeof(GoldenOutputs<Golden::output_bytes, vectors * all_outputs.bytes>) != 0);

  /// Elements of the array that `count` of T are.
  template <class T, class Given>
  static constexpr int places(int count) {
    constexpr int of_t = sizeof(T), of_given = sizeof(Given);
    return count * (of_t / of_given);
  }

 public:
  static constexpr bool fits =
      suit && Golden::input_bytes == vectors * all_inputs.bytes && Golden::output_bytes == vectors * all_outputs.bytes;

  /// `infer(inputs)` computes the outputs, which `model` then has.
  template <class Model, class Infer>
  static constexpr SelfTestResult compare(Model& model, const Golden& golden, Infer infer) {
    const In* inputs = load<Inference::flash>(&golden.inputs);
    const Out* outputs = load<Inference::flash>(&golden.outputs);
    for (int vector = 0; vector < vectors; ++vector) {
      infer(inputs);
      SelfTestResult result = first_difference<0>(model, outputs);
      inputs += all_inputs.bytes / static_cast<int>(sizeof(In));
      outputs += all_outputs.bytes / static_cast<int>(sizeof(Out));
      if (result) continue;
      result.vector = vector;
      return result;
    }
    return {};
  }

  template <class Model>
  static constexpr void feed(Model& model, const In* from) {
    using T = InputType<0>;
    constexpr int size = Model::row_size, step = places<T, In>(size);
    for (const In* end = from + input_count / vectors; from != end; from += step) {
      if constexpr (Inference::flash == FlashAccess::any && std::is_same_v<In, T>) {
        model.push_row(from);
      } else {
        T row[size]{};
        for (int i = 0; i < size; ++i) row[i] = golden_element<Inference::flash, T>(from, i);
        model.push_row(row);
      }
    }
  }
  template <int i = 0, class Model>
  static constexpr void fill(Model& model, const In* from) {
    if constexpr (i < Inference::inputs) {
      const auto input = model.template input<i>();
      for (int k = 0; k < input.size(); ++k) input[k] = golden_element<Inference::flash, InputType<i>>(from, k);
      fill<i + 1>(model, from + places<InputType<i>, In>(input.size()));
    }
  }

 private:
  template <int i, class Model>
  static constexpr SelfTestResult first_difference(const Model& model, const Out* expected) {
    if constexpr (i == Inference::outputs) {
      return {};
    } else {
      using T = OutputType<i>;
      const auto computed = model.template output<i>();
      for (int k = 0; k < computed.size(); ++k) {
        const auto wanted = as_integer(golden_element<Inference::flash, T>(expected, k));
        const auto found = as_integer(static_cast<T>(computed[k]));
        if (!is_right<T>(found, wanted)) return {0, i, k, static_cast<int>(wanted), static_cast<int>(found)};
      }
      return first_difference<i + 1>(model, expected + places<T, Out>(computed.size()));
    }
  }
};

}  // namespace tinytmpl::core::detail
