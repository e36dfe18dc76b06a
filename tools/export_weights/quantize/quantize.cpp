// SPDX-License-Identifier: BSL-1.0
#include "quantize/quantize.hpp"

#include <utility>

#include <fmt/format.h>

#include "error.hpp"
#include "graph/simplify.hpp"
#include "lower/lower.hpp"
#include "quantize/cost.hpp"
#include "quantize/fuse_activations.hpp"
#include "quantize/int8_graph.hpp"

namespace exporter {
namespace {

/// What the library does not compute in int8.
void check(const Graph& graph) {
  try {
    lower(graph);
  } catch (const Error& problem) {
    throw Error(fmt::format("quantized to int8, {}", problem.what()));
  }
}

}  // namespace

Quantized quantize(Graph graph, const QuantizeRequest& request) {
  Refusals refusals;
  simplify(graph, refusals);
  refuse_unquantizable(graph, refusals);
  if (!refusals.empty()) refusals.throw_all();
  lower(graph);  // what is not there in float32, either
  fuse_activations(graph);
  const Samples samples = read_samples(request.samples, graph);
  std::vector<std::int64_t> labels;
  if (request.labels) labels = read_labels(*request.labels, samples.count);
  Int8Graph int8 = int8_graph(graph, calibrate(graph, samples, request.progress), request.ranges);
  check(int8.graph);
  const Cost cost = cost_of(graph, int8, samples, labels, request.progress);
  std::string text = report(graph, int8, cost, samples.count, request.labels.has_value());
  return {std::move(int8.graph), std::move(text)};
}

}  // namespace exporter
