// SPDX-License-Identifier: BSL-1.0
#include "passes/split_activations.hpp"

#include <utility>

namespace exporter {

void split_activations(Network& net) {
  std::vector<Layer> layers;
  for (Layer& layer : net.layers) {
    const Activation activation = layer.activation;
    const bool splits = layer.inputs.size() > 1 && activation != Activation::none;
    layers.push_back(std::move(layer));
    if (!splits) continue;
    Layer& join = layers.back();
    Layer follower;
    follower.kind = Kind::activation;
    follower.activation = std::exchange(join.activation, Activation::none);
    follower.output = std::exchange(join.output, static_cast<int>(net.tensors.size()));
    follower.inputs = {join.output};
    net.tensors.emplace_back(net[follower.output]);
    layers.push_back(std::move(follower));
  }
  net.layers = std::move(layers);
}

}  // namespace exporter
