// SPDX-License-Identifier: BSL-1.0
// Functions of an element as tables: those of float_chains.hpp, and of operators of int8 that have no other arithmetic.
#include "operators/lookup.hpp"

#include <algorithm>
#include <cmath>

#include <tinytmpl/layers/lookup.hpp>

#include "graph/float_chains.hpp"
#include "graph/float_functions.hpp"
#include "operators/elementwise.hpp"

namespace exporter {
namespace {

Interval interval(const Evaluation& e, std::size_t c) {
  const Interval in = e.in(0, c);
  const auto first = e.layer.constants.weights.of<std::int8_t>().begin() + 128;
  const auto [low, high] = std::minmax_element(first + in.low, first + in.high + 1);
  return {*low, *high};
}

void read_lookup(Reading& r) {
  const Integers outputs = r.attributes().integers(lookup_outputs);
  finish_same_shape(
      r, lookup_layer(r, r.activation(0), [&outputs](int q) { return outputs[static_cast<std::size_t>(q + 128)]; }));
}

}  // namespace

const Operator operators::lookup{[](const Network&, const Layer&) -> std::string { return "Lookup"; },
                                 described<tinytmpl::Lookup>, interval, same_channels};

// So does micro/kernels/elu.cc.
void read_function(Reading& r, float (*function)(float)) {
  r.expect_inputs(1, 1);
  r.expect_bytes();
  const int input = r.activation(0);
  const Quantization in = r.tensor(0).quantization, out = r.output_quantization();
  const float inverse = 1 / out.scale;
  finish_same_shape(r, lookup_layer(r, input, [&](int q) {
                      const float real = in.scale * static_cast<float>(q - in.zero_point);
                      const float steps = std::round(function(real) * inverse) + static_cast<float>(out.zero_point);
                      return std::clamp(to_int32(steps), -128, 127);
                    }));
}

const Rule lookup_rule{lookup_type, read_lookup, Effect::elementwise};

int reinterpreted(Reading& r, int tensor, Quantization as) {
  r.expect_element(r.element(tensor));
  if (r.quantization(tensor) == as || !tinytmpl::core::is_quantized(r.element(tensor))) return tensor;
  if (r.declare(tensor, as)) return tensor;
  r.expect_bytes();
  return r.intermediate(lookup_layer(r, tensor, [](int q) { return q; }), r.dims(tensor), as);
}

}  // namespace exporter
