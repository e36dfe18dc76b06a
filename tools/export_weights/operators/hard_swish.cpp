// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"
#include "operators/lookup.hpp"

namespace exporter {
namespace {

const Operator hard_swish{[](const Network&, const Layer&) -> std::string { return "HardSwish"; },
                          described<tinytmpl::HardSwish>, zero_stays_zero, same_channels};

/// TFLite's kernel of uint8 has multipliers of float32: kernels/activations.cc.
void read_uint8(Reading& r) {
  const Quantization in = r.tensor(0).quantization, out = r.output_quantization();
  const float fine = in.scale / 128;
  const tinytmpl::layers::HardSwishConstants constants{double{fine / out.scale}, double{fine / (3.0f / 32768)}};
  finish_same_shape(r, lookup_layer(r, r.activation(0), [&](int q) {
                      const int y = tinytmpl::layers::hard_swish(q - in.zero_point, constants);
                      return std::clamp(out.zero_point + y, -128, 127);
                    }));
}

void read(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&hard_swish, {r.activation(0)}, {}};
  r.expect_multiplier(input_to_output(r));
  if (r.as_uint8()) return read_uint8(r);
  finish_same_shape(r, std::move(layer));
}

}  // namespace

Rules rules::hard_swish() { return {{"HARD_SWISH", read, Effect::elementwise, Axes::joined, Uint8::known}}; }

}  // namespace exporter
