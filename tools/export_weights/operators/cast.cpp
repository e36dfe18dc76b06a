// SPDX-License-Identifier: BSL-1.0
// CAST.
#include <tinytmpl/layers/cast.hpp>

#include <fmt/format.h>

#include "operators/elementwise.hpp"
#include "words.hpp"

namespace exporter {
namespace {

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  tinytmpl::core::Node node = described<tinytmpl::Cast<Element::int8>>(net, layer);
  node.out.element = net.out(layer).element;
  return node;
}

const Operator cast{
    .word = [](const Network& net,
               const Layer& layer) { return fmt::format("Cast<{}>", element_word(net.out(layer).element)); },
    .node = node,
    .tie = same_channels};

void read(Reading& r) {
  r.expect_inputs(1, 1);
  if (r.is_constant(0)) r.refuse(r.input(0), "it is a constant; let the converter fold it");
  finish_same_shape(r, {&cast, {r.activation(0)}, {}});
}

}  // namespace

Rules rules::cast() {
  return {{.type = "CAST", .lower = read, .effect = Effect::elementwise, .types = Types::several}};
}

}  // namespace exporter
