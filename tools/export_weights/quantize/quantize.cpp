// SPDX-License-Identifier: BSL-1.0
#include "quantize/quantize.hpp"

#include <utility>

#include <fmt/format.h>

#include "error.hpp"
#include "graph/simplify.hpp"
#include "lower/lower.hpp"
#include "quantize/cost.hpp"
#include "quantize/equalize.hpp"
#include "quantize/int8_graph.hpp"
#include "quantize/rewrite.hpp"

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

/// A model, and what became of it.
struct Attempt {
  Graph graph;
  Int8Graph int8;
  Cost cost;
};

class Quantizer {
 public:
  Quantizer(Samples in_samples, std::vector<std::int64_t> in_labels, const QuantizeRequest& in_request)
      : samples(std::move(in_samples)), labels(std::move(in_labels)), request(in_request) {}

  Quantized run(Graph graph) const {
    const Calibration calibration = calibrate(graph, samples, request.progress);
    Graph other = graph;
    const int equalized = equalize(other, calibration);
    Attempt best = attempt(std::move(graph), calibration);
    std::string remark;
    if (equalized > 0) {
      const Calibration again = calibrate(other, samples, request.progress);
      Attempt next = attempt(std::move(other), again);
      if (next.cost.noise(next.graph) < best.cost.noise(best.graph)) {
        best = std::move(next);
        remark = fmt::format("tensors whose channels are equalized: {}\n", equalized);
      }
    }
    std::string text = report(best.graph, best.int8, best.cost, samples.count, !labels.empty()) + remark;
    return {std::move(best.int8.graph), std::move(text)};
  }

 private:
  Samples samples;
  std::vector<std::int64_t> labels;
  const QuantizeRequest& request;

  Attempt attempt(Graph graph, const Calibration& calibration) const {
    Int8Graph int8 = int8_graph(graph, calibration, request.ranges);
    check(int8.graph);
    Cost cost = cost_of(graph, int8, samples, labels, request.progress);
    return {std::move(graph), std::move(int8), std::move(cost)};
  }
};

}  // namespace

Quantized quantize(Graph graph, const QuantizeRequest& request) {
  Refusals refusals;
  simplify(graph, refusals);
  refuse_unquantizable(graph, refusals);
  if (!refusals.empty()) refusals.throw_all();
  lower(graph);  // what is not there in float32, either
  split_biases(graph);
  fuse_activations(graph);
  Samples samples = read_samples(request.samples, graph);
  std::vector<std::int64_t> labels;
  if (request.labels) labels = read_labels(*request.labels, samples.count);
  return Quantizer(std::move(samples), std::move(labels), request).run(std::move(graph));
}

}  // namespace exporter
