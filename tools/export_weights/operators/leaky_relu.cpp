// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

struct Slope {
  float alpha;
};

const Operator leaky_relu{
    .word = [](const Network&, const Layer&) -> std::string { return "LeakyReLU"; },
    .node = described<tinytmpl::LeakyReLU>,
    .interval = zero_stays_zero,
    .tie = same_channels,
    .parameters = [](const Layer& layer, tinytmpl::Parameters& p) { p.alpha = attributes<Slope>(layer).alpha; }};

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const float alpha = r.attributes().real("alpha");
  Layer layer{&leaky_relu, {r.activation(0)}, {}, Slope{alpha}};
  if (!std::isfinite(alpha)) r.refuse(fmt::format("its alpha is {}; the file is damaged", alpha));
  r.expect_multiplier(input_to_output(r) * std::max(1.0, std::abs(double{alpha})));
  finish_same_shape(r, std::move(layer));
}

}  // namespace

Rules rules::leaky_relu() { return {{"LEAKY_RELU", read, Effect::elementwise}}; }

}  // namespace exporter
