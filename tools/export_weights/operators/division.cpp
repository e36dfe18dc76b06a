// SPDX-License-Identifier: BSL-1.0
// DIV; FLOOR_DIV and FLOOR_MOD of float32.
#include <tinytmpl/layers/division.hpp>

#include "operators/binary.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

const Operator div{.word = [](const Network& net, const Layer& layer) { return binary_word("Div", net, layer); },
                   .node = binary_node<tinytmpl::Div>,
                   .tie = tie_binary};
const Operator floor_div{
    .word = [](const Network& net, const Layer& layer) { return binary_word("FloorDiv", net, layer); },
    .node = binary_node<tinytmpl::FloorDiv>,
    .tie = tie_binary};
const Operator floor_mod{
    .word = [](const Network& net, const Layer& layer) { return binary_word("FloorMod", net, layer); },
    .node = binary_node<tinytmpl::FloorMod>,
    .tie = tie_binary};

void read_div(Reading& r) {
  if (!r.computes_reals()) r.expect_bytes();
  Layer layer = read_binary(r, div);
  if (!r.computes_reals())
    r.expect_multiplier(double{r.input(0).scales[0]} /
                        (double{r.input(1).scales[0]} * double{r.output_quantization().scale}));
  layer.activation = r.fused();
  finish_binary(r, std::move(layer));
}

template <const Operator& op>
void read_of_reals(Reading& r) {
  if (!r.computes_reals()) r.refuse("this operator is supported in float32 alone; put a DEQUANTIZE before it");
  finish_binary(r, read_binary(r, op));
}

}  // namespace

Rules rules::division() {
  return {{"DIV", read_div, Effect::elementwise},
          {"FLOOR_DIV", read_of_reals<floor_div>, Effect::elementwise},
          {"FLOOR_MOD", read_of_reals<floor_mod>, Effect::elementwise}};
}

}  // namespace exporter
