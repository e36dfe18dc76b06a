// SPDX-License-Identifier: BSL-1.0
// PRELU.
#include <tinytmpl/layers/prelu.hpp>

#include "operators/binary.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

const Operator prelu{[](const Network& net, const Layer& layer) { return binary_word("PReLU", net, layer); },
                     binary_node<tinytmpl::PReLU>, zero_stays_zero, tie_binary};

void read(Reading& r) {
  if (!r.computes_reals()) r.expect_bytes();
  Layer layer = read_binary(r, prelu);
  const double above = double{r.tensor(0).quantization.scale} / double{r.output_quantization().scale};
  r.expect_multiplier(above);
  if (!r.computes_reals()) r.expect_multiplier(above * double{r.input(1).scales[0]});
  finish_binary(r, std::move(layer));
}

}  // namespace

Rules rules::prelu() { return {{"PRELU", read, Effect::elementwise}}; }

}  // namespace exporter
