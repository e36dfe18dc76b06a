// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"

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

/// TFLite's kernel of uint8 has multipliers of float32: kernels/activations.cc.
void read_uint8(Reading& r, float alpha) {
  const Quantization in = r.tensor(0).quantization, out = r.output_quantization();
  const float slope = in.scale * alpha / out.scale;
  const tinytmpl::core::Multiplier above = tinytmpl::core::make_multiplier(double{in.scale / out.scale}),
                                   below = tinytmpl::core::make_multiplier(std::abs(double{slope}));
  finish_same_shape(r, lookup_layer(r, r.activation(0), [&](int q) {
                      const int x = q - in.zero_point, y = tinytmpl::core::multiply(x, x < 0 ? below : above);
                      return std::clamp(out.zero_point + (x < 0 && slope < 0 ? -y : y), -128, 127);
                    }));
}

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const float alpha = r.attributes().real("alpha");
  Layer layer{&leaky_relu, {r.activation(0)}, {}, Slope{alpha}};
  if (!std::isfinite(alpha)) r.refuse(fmt::format("its alpha is {}; the file is damaged", alpha));
  r.expect_multiplier(input_to_output(r) * std::max(1.0, std::abs(double{alpha})));
  if (r.as_uint8()) return read_uint8(r, alpha);
  finish_same_shape(r, std::move(layer));
}

}  // namespace

Rules rules::leaky_relu() { return {{"LEAKY_RELU", read, Effect::elementwise, Axes::joined, Uint8::known}}; }

}  // namespace exporter
