// SPDX-License-Identifier: BSL-1.0
#include "passes/removable.hpp"

#include <algorithm>
#include <utility>

#include "operators/operator.hpp"

namespace exporter {

Ties::Ties(const Network& in_net, const Channels& in_dead) : net(in_net), dead(in_dead), gone(in_dead.size()) {
  for (std::size_t t = 0; t < dead.size(); ++t) gone[t].assign(dead[t].size(), true);
  for (const int tensor : net.inputs) keep(tensor);
  for (const int tensor : net.outputs) keep(tensor);
}

void Ties::set(int tensor, std::size_t channel, bool removed) {
  std::vector<bool>& channels = gone[static_cast<std::size_t>(tensor)];
  if (channels[channel] == removed) return;
  channels[channel] = removed;
  changed = true;
}

void Ties::keep(int tensor) {
  for (std::size_t c = 0; c < count(tensor); ++c) keep(tensor, c);
}

void Ties::tie(int few, int many, std::size_t times, std::size_t stride, std::size_t step, std::size_t first) {
  for (std::size_t c = 0; c < count(few); ++c) {
    bool removed = may_go(few, c);
    for (std::size_t i = 0; i < times; ++i) removed = removed && may_go(many, first + c * stride + i * step);
    set(few, c, removed);
    for (std::size_t i = 0; i < times; ++i) set(many, first + c * stride + i * step, removed);
  }
}

Channels Ties::solve() {
  constexpr int max_sweeps = 64;  // a few are enough for what people train
  const auto apply = [this](const Layer& layer) { layer.op->tie(*this, layer); };
  int sweeps = 0;
  for (changed = true; changed && sweeps <= max_sweeps; ++sweeps) {
    changed = false;
    std::for_each(net.layers.rbegin(), net.layers.rend(), apply);  // upstream
    std::for_each(net.layers.begin(), net.layers.end(), apply);
    for (std::vector<bool>& channels : gone)
      if (std::all_of(channels.begin(), channels.end(), [](bool removed) { return removed; }) && !channels.empty())
        channels[0] = false, changed = true;
  }
  if (sweeps > max_sweeps)
    for (std::vector<bool>& channels : gone) channels.assign(channels.size(), false);
  return std::move(gone);
}

void keeps_all(Ties& ties, const Layer& layer) {
  for (const int input : layer.inputs) ties.keep(input);
  for (const int output : layer.outputs) ties.keep(output);
}

void same_channels(Ties& ties, const Layer& layer) { ties.tie(layer.inputs[0], layer.output()); }

Channels removable(const Network& net, const Channels& dead) { return Ties(net, dead).solve(); }

}  // namespace exporter
