// SPDX-License-Identifier: BSL-1.0
#include "quantize/cost.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "error.hpp"
#include "graph/float_chains.hpp"
#include "graph/fold.hpp"
#include "quantize/scales.hpp"
#include "text.hpp"

namespace exporter {
namespace {

std::vector<float> dequantized(const Value& value, std::span<const std::uint8_t> bytes) {
  std::vector<float> out;
  out.reserve(bytes.size());
  for (const std::uint8_t byte : bytes)
    out.push_back(value.scales[0] * static_cast<float>(static_cast<std::int8_t>(byte) - value.zero_points[0]));
  return out;
}

void add(Loss& loss, std::span<const float> reals, std::span<const float> int8) {
  for (std::size_t i = 0; i < reals.size(); ++i) {
    const double difference = double{reals[i]} - double{int8[i]};
    loss.signal += double{reals[i]} * double{reals[i]};
    loss.noise += difference * difference;
    loss.largest = std::max(loss.largest, std::abs(difference));
  }
}

std::int64_t largest_of(std::span<const float> elements) {
  return std::max_element(elements.begin(), elements.end()) - elements.begin();
}

/// Whether an output is a number for each class.
bool is_of_classes(const Graph& graph, int output) {
  const Value& value = graph[output];
  return becomes_int8(graph, output) && value.elements() > 1 && value.elements() == value.shape.back();
}

void add(Classes& classes, std::span<const float> reals, std::span<const float> int8, std::size_t each,
         std::span<const std::int64_t> labels) {
  for (std::size_t i = 0; i < reals.size() / each; ++i) {
    const std::int64_t a = largest_of(reals.subspan(i * each, each)), b = largest_of(int8.subspan(i * each, each));
    if (a == b) ++classes.same;
    if (!labels.empty() && a == labels[i]) ++classes.right;
    if (!labels.empty() && b == labels[i]) ++classes.right_int8;
  }
}

/// The graph as it is computed: functions in float32 between two operators are tables.
Graph with_tables(Graph graph) {
  fold_float_chains(graph);
  remove_unused_operators(graph);
  return graph;
}

/// The inputs of the int8 graph.
Tensors quantized(const Graph& int8, const Tensors& inputs) {
  Tensors out;
  for (const auto& [i, bytes] : inputs) {
    const tinytmpl::Quantization q{int8[i].scales[0], static_cast<int>(int8[i].zero_points[0])};
    for (const float real : as_reals(bytes)) out[i].push_back(static_cast<std::uint8_t>(q.quantize(real)));
  }
  return out;
}

std::string decibels(const Loss& loss) {
  return std::isinf(loss.decibels()) ? std::string("exact") : fmt::format("{:.1f} dB", loss.decibels());
}

std::string percent(std::int64_t part, std::int64_t all) {
  return fmt::format("{:.2f} %", 100 * static_cast<double>(part) / static_cast<double>(all));
}

}  // namespace

double Loss::decibels() const { return 10 * std::log10(signal / noise); }

double Cost::noise(const Graph& graph) const {
  double sum = 0;
  for (const int output : graph.outputs)
    if (const auto found = losses.find(output); found != losses.end() && found->second.signal > 0)
      sum += found->second.noise / found->second.signal;
  return sum;
}

Cost cost_of(const Graph& graph, const Int8Graph& int8, const Samples& samples, const std::vector<std::int64_t>& labels,
             const Progress& progress) {
  Cost out;
  const int output = graph.outputs[0];
  if (is_of_classes(graph, output)) out.classes.emplace();
  else if (!labels.empty())
    throw Error("--labels: the first output is not one number for each class; accuracy cannot be told");
  const Graph computed = with_tables(int8.graph);
  const SharedScales scales(graph);
  std::size_t first = 0;
  for_some(graph, samples, progress, "comparing", [&](std::int64_t count, const Tensors& inputs) {
    Tensors reals;
    evaluate(graph, inputs, count, [&](int value, std::span<const std::uint8_t> bytes) {
      if (becomes_int8(graph, value) && scales.counts(value)) reals[value].assign(bytes.begin(), bytes.end());
    });
    const auto some =
        labels.empty() ? std::span(labels) : std::span(labels).subspan(first, static_cast<std::size_t>(count));
    evaluate(computed, quantized(computed, inputs), count, [&](int value, std::span<const std::uint8_t> bytes) {
      const auto found = reals.find(value);
      if (found == reals.end()) return;
      const std::vector<float> back = dequantized(int8.graph[value], bytes);
      add(out.losses[value], as_reals(found->second), back);
      if (value == output && out.classes)
        add(*out.classes, as_reals(found->second), back, static_cast<std::size_t>(graph[value].elements()), some);
    });
    first += static_cast<std::size_t>(count);
  });
  return out;
}

std::string report(const Graph& graph, const Int8Graph& int8, const Cost& cost, std::int64_t samples, bool has_labels) {
  std::string out =
      fmt::format("quantized to int8 with {} samples; signal to noise of each tensor:\n", grouped(samples));
  const auto line = [&](std::string_view type, int value) {
    const auto loss = cost.losses.find(value);
    if (loss == cost.losses.end()) return;
    const Value& to = int8.graph[value];
    const auto by = int8.ranges.find(value);
    const auto real = [&](int q) { return double{to.scales[0]} * static_cast<double>(q - to.zero_points[0]); };
    const std::string range = fmt::format("[{:.4g}, {:.4g}]", real(-128), real(127));
    out += fmt::format("  {:<24} {:>9}  {:<22} {:<10}  {}\n", type, decibels(loss->second), range,
                       by == int8.ranges.end() ? std::string_view("demanded") : name_of(by->second),
                       exporter::quoted(to.name));
  };
  for (const int input : graph.inputs) line("input", input);
  for (const Operation& op : graph.operations)
    for (const int output : op.outputs) line(op.name, output);
  for (const int output : graph.outputs)
    if (becomes_int8(graph, output))
      out += fmt::format("output {}: {}, the largest error is {:.4g}\n", exporter::quoted(graph[output].name),
                         decibels(cost.losses.at(output)), cost.losses.at(output).largest);
  if (!cost.classes) return out;
  out += fmt::format("the largest output is the same for {} of {} samples, {}\n", grouped(cost.classes->same),
                     grouped(samples), percent(cost.classes->same, samples));
  if (has_labels)
    out += fmt::format("accuracy: float32 {}, int8 {}\n", percent(cost.classes->right, samples),
                       percent(cost.classes->right_int8, samples));
  return out;
}

}  // namespace exporter
