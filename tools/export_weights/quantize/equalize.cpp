// SPDX-License-Identifier: BSL-1.0
#include "quantize/equalize.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "graph/numbers.hpp"
#include "ir.hpp"
#include "quantize/weights.hpp"

namespace exporter {
namespace {

constexpr float most = 64;  // a factor, and one over it

/// The only operator that reads a value; null: there is none, or several, or it is an output.
Operation* only_reader(Graph& graph, int value) {
  if (contains(graph.outputs, value)) return nullptr;
  Operation* found = nullptr;
  for (Operation& op : graph.operations) {
    if (!contains(op.inputs, value)) continue;
    if (found) return nullptr;
    found = &op;
  }
  return found;
}

/// Whether each channel of the output is a multiple of the same one of the input, whatever its factor is.
bool passes_channels(const Graph& graph, const Operation& op) {
  const bool is_pool = op.is("AVERAGE_POOL_2D") || op.is("MAX_POOL_2D");
  if ((!is_pool && !op.is("PAD") && !op.is("RELU")) || op.attributes.text("activation", "NONE") != "NONE") return false;
  return graph[op.inputs[0]].shape.back() == graph[op.outputs[0]].shape.back();
}

/// The channel of the input that weight i meets; nothing: it is not known.
std::optional<std::size_t> input_channel(const Graph& graph, const Operation& op, std::size_t i, std::size_t channels) {
  const std::vector<int>& shape = graph[op.inputs[1]].shape;
  const auto last = static_cast<std::size_t>(shape.back());
  if (op.is("DEPTHWISE_CONV_2D") && last % channels == 0) return i % last / (last / channels);
  if (!op.is("DEPTHWISE_CONV_2D") && last == channels) return i % last;
  return {};
}

/// A layer, and the one that reads its channels.
struct Pair {
  Operation& writer;
  Operation& reader;
  const Weighted& of_writer;
  const Weighted& of_reader;
  std::size_t channels;
};

class Equalization {
 public:
  Equalization(Graph& in_graph, const Calibration& in_calibration) : graph(in_graph), calibration(in_calibration) {}

  int run() {
    int count = 0;
    for (Operation& op : graph.operations)
      if (const auto pair = pair_of(op)) scale(*pair, factors(*pair)), ++count;
    return count;
  }

 private:
  Graph& graph;
  const Calibration& calibration;

  std::optional<Pair> pair_of(Operation& writer) {
    const Weighted* const of_writer = weighted(graph, writer);
    const std::string activation = writer.attributes.text("activation", "NONE");
    if (!of_writer || (activation != "NONE" && activation != "RELU")) return {};
    Operation* reader = only_reader(graph, writer.outputs[0]);
    while (reader && passes_channels(graph, *reader)) reader = only_reader(graph, reader->outputs[0]);
    const Weighted* const of_reader = reader ? weighted(graph, *reader) : nullptr;
    const auto channels = static_cast<std::size_t>(graph[writer.outputs[0]].shape.back());
    if (!of_reader || !input_channel(graph, *reader, 0, channels)) return {};
    return Pair{writer, *reader, *of_writer, *of_reader, channels};
  }

  /// Around 1. A depthwise convolution has a scale for each channel, which takes all; of others weights and channels share it.
  std::vector<float> factors(const Pair& pair) const {
    std::vector<float> largest(pair.channels);
    const std::vector<float> weights = real_elements(graph[pair.reader.inputs[pair.of_reader.weights]]);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      float& one = largest[*input_channel(graph, pair.reader, i, pair.channels)];
      one = std::max(one, std::abs(weights[i]));
    }
    const std::vector<float>& peaks = calibration.peaks.at(pair.writer.outputs[0]);
    std::vector<float> out(pair.channels, 1);
    double logarithms = 0;
    int count = 0;
    for (std::size_t c = 0; c < out.size(); ++c) {
      if (!(peaks[c] > 0) || !(largest[c] > 0)) continue;
      out[c] = pair.reader.is("DEPTHWISE_CONV_2D") ? peaks[c] : std::sqrt(peaks[c] / largest[c]);
      logarithms += std::log(double{out[c]}), ++count;
    }
    const auto middle = static_cast<float>(std::exp(count == 0 ? 0 : logarithms / count));
    for (std::size_t c = 0; c < out.size(); ++c)
      if (peaks[c] > 0 && largest[c] > 0) out[c] = std::clamp(out[c] / middle, 1 / most, most);
    return out;
  }

  void scale(const Pair& pair, const std::vector<float>& factors) {
    const std::vector<int> shape = graph[pair.writer.inputs[pair.of_writer.weights]].shape;
    change(pair.writer.inputs[pair.of_writer.weights],
           [&](std::size_t i) { return 1 / factors[channel_of(i, shape, pair.of_writer.axis)]; });
    if (pair.of_writer.has_biases(pair.writer))
      change(pair.writer.inputs[pair.of_writer.biases], [&](std::size_t i) { return 1 / factors[i]; });
    const Operation reader = pair.reader;  // as it reads the weights that are there
    change(pair.reader.inputs[pair.of_reader.weights],
           [&](std::size_t i) { return factors[*input_channel(graph, reader, i, pair.channels)]; });
  }

  /// A constant of its own, since others may read the same.
  void change(int& constant, const auto& factor) {
    std::vector<float> reals = real_elements(graph[constant]);
    for (std::size_t i = 0; i < reals.size(); ++i) reals[i] *= factor(i);
    constant = add_reals(graph, graph[constant], reals);
  }
};

}  // namespace

int equalize(Graph& graph, const Calibration& calibration) { return Equalization(graph, calibration).run(); }

}  // namespace exporter
