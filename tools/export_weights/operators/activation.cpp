// SPDX-License-Identifier: BSL-1.0
// RELU, RELU6, RELU_N1_TO_1.
#include "operators/activation.hpp"

#include <algorithm>

#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"
#include "words.hpp"

namespace exporter {
namespace {

Interval interval(const Evaluation& e, std::size_t c) {
  const Quantization out = e.out.quantization;
  const Requantization requantization(e.scale() / double{out.scale}, out.zero_point,
                                      activation_range(attributes<Activation>(e.layer), out));
  return requantization.range(e.in(0, c).low - e.zero_point(), e.in(0, c).high - e.zero_point());
}

/// The interpreter clamps bytes in the input's quantization, whatever the output's is: micro/kernels/activations.cc.
void read_bytes_of_relu6(Reading& r, Quantization in) {
  r.expect_bytes();
  const Range limits = activation_range(Activation::relu6, in);
  finish_same_shape(
      r, lookup_layer(r, r.activation(0), [limits](int q) { return std::clamp(q, limits.low, limits.high); }));
}

/// TFLite's kernel of uint8 requantizes with a quotient of float32, and clamps what comes out: kernels/activations.cc.
void read_uint8(Reading& r, Activation activation, Quantization in, Quantization out) {
  r.expect_multiplier(input_to_output(r));
  const Requantization requantization(double{in.scale / out.scale}, out.zero_point, activation_range(activation, out));
  finish_same_shape(r, lookup_layer(r, r.activation(0), [&](int q) { return requantization(q - in.zero_point); }));
}

template <Activation activation>
void read(Reading& r) {
  r.expect_inputs(1, 1);
  const Quantization in = r.tensor(0).quantization, out = r.output_quantization();
  if (r.as_uint8() && in != out) return read_uint8(r, activation, in, out);
  if (activation == Activation::relu6 && in != out) return read_bytes_of_relu6(r, in);
  Layer layer{&operators::activation, {r.activation(0)}, {}, activation};
  if (activation != Activation::relu) r.expect_same_quantization(0);
  r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

}  // namespace

const Operator operators::activation{
    [](const Network&, const Layer& layer) { return word(attributes<Activation>(layer)); },
    [](const Network& net, const Layer& layer) {
      return tinytmpl::core::elementwise("", extent(net.in(layer).dims), tinytmpl::core::rescaled,
                                         attributes<Activation>(layer));
    },
    interval, same_channels};

Rules rules::activation() {
  return {{"RELU", read<Activation::relu>, Effect::elementwise, Axes::joined, Uint8::known},
          {"RELU6", read<Activation::relu6>, Effect::elementwise, Axes::joined, Uint8::known},
          {"RELU_N1_TO_1", read<Activation::relu_n1_to_1>, Effect::elementwise, Axes::joined, Uint8::known}};
}

}  // namespace exporter
