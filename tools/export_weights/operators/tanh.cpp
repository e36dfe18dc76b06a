// SPDX-License-Identifier: BSL-1.0
#include "operators/tanh.hpp"

#include <cmath>

#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"

namespace exporter {
namespace {

void read(Reading& r) {
  if (r.as_uint8()) return read_function(r, [](float x) { return std::tanh(x); });
  r.expect_inputs(1, 1);
  Layer layer{&operators::tanh, {r.activation(0)}, {}};
  expect_output(r, {1.0f / 128, 0});
  finish_same_shape(r, std::move(layer));
}

}  // namespace

const Operator operators::tanh{[](const Network&, const Layer&) -> std::string { return "Tanh"; },
                               described<tinytmpl::Tanh>, zero_stays_zero, same_channels};

Rules rules::tanh() { return {{"TANH", read, Effect::elementwise, Axes::joined, Uint8::known}}; }

}  // namespace exporter
