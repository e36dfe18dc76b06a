// SPDX-License-Identifier: BSL-1.0
// LOGISTIC.
#include "operators/sigmoid.hpp"

#include <cmath>

#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"

namespace exporter {
namespace {

void read(Reading& r) {
  if (r.as_uint8()) return read_function(r, [](float x) { return 1.0f / (1.0f + std::exp(-x)); });
  r.expect_inputs(1, 1);
  Layer layer{&operators::sigmoid, {r.activation(0)}, {}};
  expect_output(r, {1.0f / 256, -128});
  finish_same_shape(r, std::move(layer));
}

}  // namespace

const Operator operators::sigmoid{.word = [](const Network&, const Layer&) -> std::string { return "Sigmoid"; },
                                  .node = described<tinytmpl::Sigmoid>,
                                  .tie = same_channels};

Rules rules::sigmoid() { return {{"LOGISTIC", read, Effect::elementwise, Axes::joined, Uint8::known}}; }

}  // namespace exporter
