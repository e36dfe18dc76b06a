// SPDX-License-Identifier: BSL-1.0
#include "passes/split_concats.hpp"

#include <algorithm>

namespace exporter {
namespace {

constexpr std::ptrdiff_t most = 8;

/// Joins `parts` as `like` joins all of its inputs.
Layer join(Network& net, const Layer& like, std::vector<int> parts) {
  Layer layer;
  layer.kind = Kind::concat;
  layer.axes = like.axes;
  layer.output = static_cast<int>(net.tensors.size());
  Tensor tensor = net[parts[0]];
  int& size = tensor.dims[tensor.dims.size() + static_cast<std::size_t>(layer.axes[0]) - 3];
  for (std::size_t i = 1; i < parts.size(); ++i) size += dim(net[parts[i]].dims, layer.axes[0]);
  net.tensors.push_back(std::move(tensor));
  layer.inputs = std::move(parts);
  return layer;
}

}  // namespace

void split_concats(Network& net) {
  std::vector<Layer> layers;
  for (Layer& layer : net.layers) {
    while (layer.kind == Kind::concat && std::ssize(layer.inputs) > most) {
      std::vector<int> joined;
      for (auto at = layer.inputs.begin(); at != layer.inputs.end();) {
        const auto end = at + std::min(most, layer.inputs.end() - at);
        if (end - at > 1) layers.push_back(join(net, layer, {at, end}));
        joined.push_back(end - at > 1 ? layers.back().output : *at);
        at = end;
      }
      layer.inputs = std::move(joined);
    }
    layers.push_back(std::move(layer));
  }
  net.layers = std::move(layers);
}

}  // namespace exporter
