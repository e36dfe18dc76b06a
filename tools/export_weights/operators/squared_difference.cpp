// SPDX-License-Identifier: BSL-1.0
// SQUARED_DIFFERENCE.
#include <tinytmpl/layers/squared_difference.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "operators/binary.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

const Operator squared_difference{
    .word = [](const Network& net, const Layer& layer) { return binary_word("SquaredDifference", net, layer); },
    .node = binary_node<tinytmpl::SquaredDifference>,
    .tie = tie_binary};

/// The interpreter's own limit.
void check_scales(const Reading& r) {
  if (r.computes_reals()) return;
  const double a = r.input(0).scales[0], b = r.input(1).scales[0], out = r.output_quantization().scale;
  const double twice = 2 * std::max(a, b);
  const int bits = 2 * tinytmpl::layers::bits_of_difference(element_of(r.output()));
  if (!(twice * twice < out * (1 << bits)))  // squares of 30 bits would be shifted to the left
    r.refuse(
        r.output(),
        fmt::format("its scale {:.6g} is too small for inputs of scale {:.6g} and {:.6g}; calibrate again", out, a, b));
}

void read(Reading& r) {
  Layer layer = read_binary(r, squared_difference);
  check_scales(r);
  finish_binary(r, std::move(layer));
}

}  // namespace

Rules rules::squared_difference() { return {{"SQUARED_DIFFERENCE", read, Effect::elementwise}}; }

}  // namespace exporter
