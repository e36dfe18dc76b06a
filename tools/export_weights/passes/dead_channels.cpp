// SPDX-License-Identifier: BSL-1.0
#include "passes/dead_channels.hpp"

#include <algorithm>

#include "operators/operator.hpp"
#include "operators/weights.hpp"

namespace exporter {
namespace {

// No more work than this for a strange file: channels of all tensors together, and how often they are looked at.
constexpr std::int64_t max_channels = 1 << 24;
constexpr int max_rounds = 16;

Channels dead_channels(const Network& net) {
  const std::vector<Intervals> intervals = channel_intervals(net);
  Channels dead(net.tensors.size());
  for (std::size_t t = 0; t < net.tensors.size(); ++t) {
    dead[t].resize(static_cast<std::size_t>(net.tensors[t].dims.back()));
    const int zero = net.tensors[t].quantization.zero_point;
    for (std::size_t c = 0; c < intervals[t].size(); ++c)
      dead[t][c] = intervals[t][c].low == zero && intervals[t][c].high == zero;
  }
  return dead;
}

}  // namespace

int remove_dead_channels(Network& net) {
  if (!computes_bytes(net)) return 0;  // what they can be is counted in int8
  if (std::any_of(net.layers.begin(), net.layers.end(), [](const Layer& layer) { return layer.as_uint8; })) return 0;
  std::int64_t channels = 0;
  for (const Tensor& tensor : net.tensors) channels += tensor.dims.back();
  if (channels > max_channels) return 0;

  const auto is_gone = [](bool gone) { return gone; };
  int removed = 0;
  for (int round = 0; round < max_rounds; ++round) {
    const Channels gone = removable(net, dead_channels(net));
    int now = 0;
    for (Layer& layer : net.layers) {
      layer.op->shrink(layer, gone);
      if (layer.constants.weights.empty()) continue;
      const std::vector<bool>& to = gone[static_cast<std::size_t>(layer.output())];
      now += static_cast<int>(std::count_if(to.begin(), to.end(), is_gone));
    }
    for (std::size_t t = 0; t < net.tensors.size(); ++t) {
      net.tensors[t].dims.back() -= static_cast<int>(std::count_if(gone[t].begin(), gone[t].end(), is_gone));
      shrink(net.tensors[t].constant.of<std::int8_t>(), gone[t]);
    }
    if (std::none_of(gone.begin(), gone.end(),
                     [&](const std::vector<bool>& flags) { return std::any_of(flags.begin(), flags.end(), is_gone); }))
      break;
    removed += now;
  }
  return removed;
}

}  // namespace exporter
