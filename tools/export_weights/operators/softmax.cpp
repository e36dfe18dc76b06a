// SPDX-License-Identifier: BSL-1.0
#include "operators/softmax.hpp"

#include <cmath>

#include <fmt/format.h>
#include <tinytmpl/layers/softmax.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const float beta = r.attributes().real("beta");
  Layer layer{&operators::softmax, {r.activation(0)}, {}, SoftmaxAttributes{beta}};
  const Element from = r.element(layer.inputs[0]), to = element_of(r.output());
  const bool widens = from == Element::int8 && to == Element::int16;
  if (!widens) r.expect_element(from);
  if (!widens) expect_output(r, {1.0f / 256, -128});
  else if (const Quantization q = r.output_quantization(); !tinytmpl::layers::is_of_probabilities(q))
    r.refuse(r.output(), fmt::format("its quantization must be ({}, {}), but is ({}, {}); convert again", 1.0f / 65536,
                                     -32768, q.scale, q.zero_point));
  const double factor = double{beta} * double{r.tensor(0).quantization.scale} * (1 << 26);
  if (!std::isfinite(beta) || (from == Element::int8 && !(factor > 1)))
    r.refuse(r.input(0),
             fmt::format("with a beta of {} its scale {} is too small for a softmax in integers; calibrate again", beta,
                         r.tensor(0).quantization.scale));
  finish_same_shape(r, std::move(layer));
}

}  // namespace

const Operator operators::softmax{
    .word = [](const Network&, const Layer&) -> std::string { return "Softmax"; },
    .node = described<tinytmpl::Softmax>,
    .parameters = [](const Layer& layer,
                     tinytmpl::Parameters& p) { p.beta = attributes<SoftmaxAttributes>(layer).beta; }};

Rules rules::softmax() {
  return {{.type = "SOFTMAX", .lower = read, .axes = Axes::joined, .uint8 = Uint8::known, .types = Types::several}};
}

}  // namespace exporter
