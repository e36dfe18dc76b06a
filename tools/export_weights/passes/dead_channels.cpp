// SPDX-License-Identifier: BSL-1.0
#include "passes/dead_channels.hpp"

#include <algorithm>

#include "passes/intervals.hpp"
#include "passes/removable.hpp"

namespace exporter {
namespace {

using Flags = std::vector<bool>;

// No more work than this for a strange file: channels of all tensors together, and how often they are looked at.
constexpr std::int64_t max_channels = 1 << 24;
constexpr int max_rounds = 16;

Channels dead_channels(const Network& net) {
  const std::vector<std::vector<Interval>> intervals = channel_intervals(net);
  Channels dead(net.tensors.size());
  for (std::size_t t = 0; t < net.tensors.size(); ++t) {
    dead[t].resize(static_cast<std::size_t>(net.tensors[t].dims.back()));
    const int zero = net.tensors[t].quantization.zero_point;
    for (std::size_t c = 0; c < intervals[t].size(); ++c)
      dead[t][c] = intervals[t][c].low == zero && intervals[t][c].high == zero;
  }
  return dead;
}

/// Keeps the elements whose place, counted again from 0 after every `gone.size()` of them, is not gone.
template <class T>
void shrink(std::vector<T>& values, const Flags& gone) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!gone[i % gone.size()]) values[kept++] = values[i];
  values.resize(kept);
}

/// Keeps the runs of `length` elements whose number is not gone.
template <class T>
void shrink_runs(std::vector<T>& values, const Flags& gone, std::size_t length) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!gone[i / length]) values[kept++] = values[i];
  values.resize(kept);
}

void shrink(Layer& layer, const Flags& from, const Flags& to) {
  Constants& k = layer.constants;
  if (has_constant_operand(layer)) {
    if (k.dims.back() > 1) shrink(k.weights, to);
    return;
  }
  if (!is_weighted(layer)) return;
  if (layer.kind == Kind::depthwise_conv2d) {
    shrink(k.weights, to);
  } else {
    shrink_runs(k.weights, to, k.weights.size() / to.size());
    shrink(k.weights, from);
  }
  if (k.has_biases) shrink(k.biases, to);
  if (k.scales.size() > 1) shrink(k.scales, to);
}

/// The shape that the weights have now: outputs first or last, the rest by division.
void update_dims(Constants& k, Kind kind, int outputs) {
  if (kind == Kind::conv2d || kind == Kind::dense) k.dims.front() = outputs;
  else if (k.dims.back() > 1) k.dims.back() = outputs;
  if (kind != Kind::conv2d && kind != Kind::dense) return;
  k.dims.back() = 1;
  k.dims.back() = static_cast<int>(static_cast<std::int64_t>(k.weights.size()) / elements(k.dims));
}

}  // namespace

int remove_dead_channels(Network& net) {
  std::int64_t channels = 0;
  for (const Tensor& tensor : net.tensors) channels += tensor.dims.back();
  if (channels > max_channels) return 0;

  const auto is_gone = [](bool gone) { return gone; };
  int removed = 0;
  for (int round = 0; round < max_rounds; ++round) {
    const Channels gone = removable(net, dead_channels(net));
    int now = 0;
    for (Layer& layer : net.layers) {
      const Flags &from = gone[static_cast<std::size_t>(layer.inputs[0])],
                  &to = gone[static_cast<std::size_t>(layer.output)];
      shrink(layer, from, to);
      const auto outputs = static_cast<int>(std::count(to.begin(), to.end(), false));
      if (is_weighted(layer) || has_constant_operand(layer)) update_dims(layer.constants, layer.kind, outputs);
      now += is_weighted(layer) ? static_cast<int>(std::count_if(to.begin(), to.end(), is_gone)) : 0;
    }
    for (std::size_t t = 0; t < net.tensors.size(); ++t)
      net.tensors[t].dims.back() -= static_cast<int>(std::count_if(gone[t].begin(), gone[t].end(), is_gone));
    if (std::none_of(gone.begin(), gone.end(),
                     [&](const Flags& flags) { return std::any_of(flags.begin(), flags.end(), is_gone); }))
      break;
    removed += now;
  }
  return removed;
}

}  // namespace exporter
