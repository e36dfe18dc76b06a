// SPDX-License-Identifier: BSL-1.0
// RELU, RELU6, RELU_N1_TO_1.
#include "operators/activation.hpp"

#include "operators/elementwise.hpp"
#include "words.hpp"

namespace exporter {
namespace {

Interval interval(const Evaluation& e, std::size_t c) {
  const Quantization out = e.out.quantization;
  const Requantization requantization(e.scale() / double{out.scale}, out.zero_point,
                                      activation_range(attributes<Activation>(e.layer), out));
  return requantization.range(e.in(0, c).low - e.zero_point(), e.in(0, c).high - e.zero_point());
}

template <Activation activation>
void read(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&operators::activation, {r.activation(0)}, {}, activation};
  if (activation != Activation::relu) r.expect_same_quantization(0);  // the interpreter ignores the output's
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
  return {{"RELU", read<Activation::relu>, Effect::elementwise},
          {"RELU6", read<Activation::relu6>, Effect::elementwise},
          {"RELU_N1_TO_1", read<Activation::relu_n1_to_1>, Effect::elementwise}};
}

}  // namespace exporter
