// SPDX-License-Identifier: BSL-1.0
// LOGISTIC.
#include "operators/sigmoid.hpp"

#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

void read(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&operators::sigmoid, {r.activation(0)}, {}};
  expect_output(r, {1.0f / 256, -128});
  finish_same_shape(r, std::move(layer));
}

}  // namespace

const Operator operators::sigmoid{.word = [](const Network&, const Layer&) -> std::string { return "Sigmoid"; },
                                  .node = described<tinytmpl::Sigmoid>,
                                  .tie = same_channels};

Rules rules::sigmoid() { return {{"LOGISTIC", read, Effect::elementwise}}; }

}  // namespace exporter
