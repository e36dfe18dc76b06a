// SPDX-License-Identifier: BSL-1.0
#include "passes/split_concats.hpp"

#include <algorithm>

#include "operators/concat.hpp"

namespace exporter {
namespace {

constexpr std::ptrdiff_t most = 8;

/// Joins `parts` as `like` joins all of its inputs.
Layer join(Network& net, const Layer& like, std::vector<int> parts) {
  const auto from_end = 3 - static_cast<std::size_t>(attributes<tinytmpl::Axis>(like));
  Tensor tensor = net[parts[0]];
  int& size = tensor.dims[tensor.dims.size() - from_end];
  for (std::size_t i = 1; i < parts.size(); ++i) size += net[parts[i]].dims[tensor.dims.size() - from_end];
  net.tensors.push_back(std::move(tensor));
  return {&operators::concat, std::move(parts), {static_cast<int>(net.tensors.size()) - 1}, like.attributes};
}

}  // namespace

void split_concats(Network& net) {
  std::vector<Layer> layers;
  for (Layer& layer : net.layers) {
    while (layer.op == &operators::concat && std::ssize(layer.inputs) > most) {
      std::vector<int> joined;
      for (auto at = layer.inputs.begin(); at != layer.inputs.end();) {
        const auto end = at + std::min(most, layer.inputs.end() - at);
        if (end - at > 1) layers.push_back(join(net, layer, {at, end}));
        joined.push_back(end - at > 1 ? layers.back().output() : *at);
        at = end;
      }
      layer.inputs = std::move(joined);
    }
    layers.push_back(std::move(layer));
  }
  net.layers = std::move(layers);
}

}  // namespace exporter
