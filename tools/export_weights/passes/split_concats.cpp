// SPDX-License-Identifier: BSL-1.0
#include "passes/split_concats.hpp"

#include <algorithm>

namespace exporter {
namespace {

constexpr std::size_t most = 8;

/// Joins `parts` before layer `position`; returns the new tensor.
int join(Network& net, std::size_t position, const std::vector<int>& parts) {
  Layer layer = net.layers[position];
  layer.inputs = parts;
  layer.activation = Activation::none;
  layer.output = static_cast<int>(net.tensors.size());
  Tensor tensor = net[parts[0]];
  int& size = tensor.dims[tensor.dims.size() - 3 + static_cast<std::size_t>(layer.axes[0])];
  for (std::size_t i = 1; i < parts.size(); ++i) size += dim(net[parts[i]].dims, layer.axes[0]);
  net.tensors.push_back(std::move(tensor));
  net.layers.insert(net.layers.begin() + static_cast<std::ptrdiff_t>(position), std::move(layer));
  return static_cast<int>(net.tensors.size()) - 1;
}

}  // namespace

void split_concats(Network& net) {
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    while (net.layers[i].kind == Kind::concat && net.layers[i].inputs.size() > most) {
      const std::vector<int> all = net.layers[i].inputs;
      std::vector<int> joined;
      for (std::size_t at = 0; at < all.size(); at += most) {
        const std::vector<int> parts(all.begin() + static_cast<std::ptrdiff_t>(at),
                                     all.begin() + static_cast<std::ptrdiff_t>(std::min(at + most, all.size())));
        joined.push_back(parts.size() == 1 ? parts[0] : join(net, i++, parts));
      }
      net.layers[i].inputs = joined;
    }
  }
}

}  // namespace exporter
