// SPDX-License-Identifier: BSL-1.0
#include "passes/tidy_reshapes.hpp"

#include <algorithm>

#include "operators/reshape.hpp"

namespace exporter {
namespace {

void replace(std::vector<int>& tensors, int from, int to) { std::replace(tensors.begin(), tensors.end(), from, to); }

/// A reshape reads what the reshape before it reads.
void skip_chains(Network& net) {
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    if (net.layers[i].op != &operators::reshape) continue;
    for (const Layer& before : net.layers)
      if (before.op == &operators::reshape && before.output() == net.layers[i].inputs[0]) {
        net.layers[i].inputs[0] = before.inputs[0];
        break;
      }
  }
}

/// Its readers read its input instead. It stays where that would make an output of an input, or one output of two.
bool is_needless(Network& net, const Layer& layer) {
  const int from = layer.inputs[0], to = layer.output();
  if (net[from].dims != net[to].dims) return false;
  const bool is_output = contains(net.outputs, to);
  if (is_output && (contains(net.inputs, from) || contains(net.outputs, from))) return false;
  replace(net.outputs, to, from);
  for (Layer& reader : net.layers) replace(reader.inputs, to, from);
  return true;
}

}  // namespace

void tidy_reshapes(Network& net) {
  skip_chains(net);
  std::vector<Layer> kept;
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const Layer& layer = net.layers[i];
    const auto reads_it = [&](const Layer& reader) { return contains(reader.inputs, layer.output()); };
    const auto goes = [&] {
      const auto behind = net.layers.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      const bool unread = std::none_of(behind, net.layers.end(), reads_it);
      return (unread && !contains(net.outputs, layer.output())) || is_needless(net, layer);
    };
    if (layer.op != &operators::reshape || !goes()) kept.push_back(std::move(net.layers[i]));
  }
  net.layers = std::move(kept);
}

}  // namespace exporter
