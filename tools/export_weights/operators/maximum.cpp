// SPDX-License-Identifier: BSL-1.0
// MAXIMUM, MINIMUM.
#include <tinytmpl/layers/maximum.hpp>

#include <algorithm>

#include "operators/binary.hpp"
#include "operators/lookup.hpp"
#include "operators/rules.hpp"

namespace exporter {
namespace {

Interval larger(const Evaluation& e, std::size_t c) {
  const Interval a = e.in(0, c), b = e.in(1, c);
  return {std::max(a.low, b.low), std::max(a.high, b.high)};
}
Interval smaller(const Evaluation& e, std::size_t c) {
  const Interval a = e.in(0, c), b = e.in(1, c);
  return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

const Operator maximum{[](const Network& net, const Layer& layer) { return binary_word("Maximum", net, layer); },
                       binary_node<tinytmpl::Maximum>, larger, tie_binary};
const Operator minimum{[](const Network& net, const Layer& layer) { return binary_word("Minimum", net, layer); },
                       binary_node<tinytmpl::Minimum>, smaller, tie_binary};

template <const Operator& op>
void read(Reading& r) {
  Layer layer = read_binary(r, op);
  for (int& input : layer.inputs) input = reinterpreted(r, input, r.output_quantization());
  finish_binary(r, std::move(layer));
}

}  // namespace

Rules rules::maximum() {
  return {{"MAXIMUM", read<exporter::maximum>, Effect::elementwise, Axes::joined, Uint8::known, Types::integers},
          {"MINIMUM", read<exporter::minimum>, Effect::elementwise, Axes::joined, Uint8::known, Types::integers}};
}

}  // namespace exporter
