// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/activation.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

const Operator hard_swish{[](const Network&, const Layer&) -> std::string { return "HardSwish"; },
                          described<tinytmpl::HardSwish>, zero_stays_zero, same_channels};

void read(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&hard_swish, {r.activation(0)}, {}};
  r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

}  // namespace

Rules rules::hard_swish() { return {{"HARD_SWISH", read, Effect::elementwise}}; }

}  // namespace exporter
