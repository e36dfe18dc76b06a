// SPDX-License-Identifier: BSL-1.0
// Functions of an element: of float32 an Apply; of int8 a table, but for RSQRT, which has integer arithmetic of its own.
#include <tinytmpl/layers/apply.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "graph/float_functions.hpp"
#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"

namespace exporter {
namespace {

using tinytmpl::ScalarFunction;

/// How TFLite, and how the library calls a function; and of int8 the function whose table TFLite's kernel makes, if it has one.
struct Entry {
  std::string_view type;
  const char* word;
  float (*of_int8)(float) = nullptr;
};
constexpr std::array<Entry, 16> entries{{
    {"SQRT", "square_root"},
    {"RSQRT", "reciprocal_square_root"},
    {"SQUARE", "square"},
    {"NEG", "negative"},
    {"EXP", "exponential", [](float x) { return std::exp(x); }},
    // What has no logarithm gives the least output: kernels/elementwise.cc.
    {"LOG", "logarithm", [](float x) { return x <= 0 ? -INFINITY : std::log(x); }},
    {"SIN", "sine"},
    {"COS", "cosine"},
    {"FLOOR", "round_down"},
    {"CEIL", "round_up"},
    {"ROUND", "round_to_even"},
    {"ELU", "elu", [](float x) { return x < 0 ? std::exp(x) - 1 : x; }},
    {"GELU", "gelu_by_tanh"},
    {"RELU_0_TO_1", "relu_0_to_1"},
    {"ERF", "error_function"},  // ONNX'
    {"GELU", "gelu"},           // the other form of that above, by whose rule it is read
}};
constexpr int exact_gelu = entries.size() - 1;

template <int i>
const Operator apply{
    .word = [](const Network&, const Layer&) { return fmt::format("Apply<ScalarFunction::{}>", entries[i].word); },
    .node = described<tinytmpl::Apply<static_cast<ScalarFunction>(i)>>,
    .tie = same_channels};

/// In the output's units, and clamped there: kernels/activations.cc, QuantizedReluX.
void read_bytes_of_relu_0_to_1(Reading& r) {
  r.expect_multiplier(input_to_output(r));
  const Quantization in = r.tensor(0).quantization, out = r.output_quantization();
  const tinytmpl::core::Multiplier m = tinytmpl::core::make_multiplier(input_to_output(r));
  finish_same_shape(r, lookup_layer(r, r.activation(0), [&](int q) {
                      const int y = out.zero_point + tinytmpl::core::multiply(q - in.zero_point, m);
                      return std::clamp<int>(y, out.quantize(0), out.quantize(1));
                    }));
}

template <int i>
void read(Reading& r) {
  r.expect_inputs(1, 1);
  const Element element = element_of(r.output());
  constexpr bool is_gelu = static_cast<ScalarFunction>(i) == ScalarFunction::gelu_by_tanh;
  if (element == Element::int8 && is_gelu)
    return read_function(r, r.attributes().integer("approximate") != 0 ? gelu_by_tanh : gelu);
  if (element == Element::int8 && static_cast<ScalarFunction>(i) == ScalarFunction::relu_0_to_1)
    return read_bytes_of_relu_0_to_1(r);
  if (element == Element::int8 && entries[i].of_int8) return read_function(r, entries[i].of_int8);
  constexpr bool is_integer = static_cast<ScalarFunction>(i) == ScalarFunction::reciprocal_square_root;
  if (element != Element::float32 && !is_integer)
    r.refuse(
        fmt::format("in {} it has no definition; let the converter leave it in float32, between a DEQUANTIZE and "
                    "a QUANTIZE",
                    dtype_name(r.output().dtype)));
  const bool is_exact = is_gelu && r.attributes().integer("approximate") == 0;
  Layer layer{is_exact ? &apply<exact_gelu> : &apply<i>, {r.activation(0)}, {}};
  if (is_integer && !r.computes_reals())
    r.expect_multiplier(1 / (std::sqrt(double{r.tensor(0).quantization.scale}) * double{r.output_quantization().scale}),
                        30);
  finish_same_shape(r, std::move(layer));
}

template <int... i>
Rules all_rules(std::integer_sequence<int, i...>) {
  return {{entries[i].type, read<i>, Effect::elementwise}...};
}

}  // namespace

Rules rules::apply() { return all_rules(std::make_integer_sequence<int, exact_gelu>{}); }

}  // namespace exporter
