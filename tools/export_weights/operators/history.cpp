// SPDX-License-Identifier: BSL-1.0
// Variables that keep the last steps of a stream: READ_VARIABLE, CONCATENATION, STRIDED_SLICE and ASSIGN_VARIABLE together.
#include "operators/history.hpp"

#include <fmt/format.h>
#include <tinytmpl/layers/history.hpp>

#include "operators/operator.hpp"
#include "operators/rules.hpp"
#include "words.hpp"

namespace exporter {
namespace {

/// How many steps of earlier inferences, and along which axis they follow each other.
struct Kept {
  int steps = 0;
  tinytmpl::Axis axis = tinytmpl::Axis::height;
};

std::string history_word(const Network& net, const Layer& layer) {
  const auto& kept = attributes<Kept>(layer);
  Word word("History");
  word << std::to_string(kept.steps);
  if (kept.axis != tinytmpl::layers::time_axis(extent(net.in(layer).dims))) word << axis_word(kept.axis);
  return word.text();
}

tinytmpl::core::Node node(const Network& net, const Layer& layer) {
  const auto& kept = attributes<Kept>(layer);
  return tinytmpl::layers::history(kept.steps, kept.axis, extent(net.in(layer).dims));
}

const Operator history{history_word, node};

void read(Reading& r) {
  r.expect_inputs(1, 1);
  const Value& in = r.input(0);
  const int axis = r.axis(r.attributes().integer("axis"), in.shape.size());
  const int steps = static_cast<int>(r.attributes().integer("kept"));
  Layer layer{&history, {r.activation(0)}, {}, Kept{steps, r.library_axis(in, axis)}};
  r.expect_same_quantization(0);
  std::vector<int> shape = in.shape;
  shape[static_cast<std::size_t>(axis)] += steps;
  r.finish(std::move(layer), shape);
}

}  // namespace

Rules rules::history() { return {{history_type, read}}; }

}  // namespace exporter
