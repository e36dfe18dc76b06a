// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/abs.hpp>

#include "operators/elementwise.hpp"

namespace exporter {
namespace {

const Operator abs{[](const Network&, const Layer&) -> std::string { return "Abs"; }, described<tinytmpl::Abs>,
                   zero_stays_zero, same_channels};

void read(Reading& r) {
  r.expect_inputs(1, 1);
  Layer layer{&abs, {r.activation(0)}, {}};
  r.expect_multiplier(input_to_output(r));
  finish_same_shape(r, std::move(layer));
}

}  // namespace

Rules rules::abs() { return {{"ABS", read, Effect::elementwise}}; }

}  // namespace exporter
