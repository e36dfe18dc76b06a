// SPDX-License-Identifier: BSL-1.0
#include "passes/split_activations.hpp"

#include <utility>

#include "operators/activation.hpp"

namespace exporter {

void split_activations(Network& net) {
  std::vector<Layer> layers;
  for (Layer& layer : net.layers) {
    const bool splits = computed_inputs(net, layer).size() > 1 && layer.activation != Activation::none;
    layers.push_back(std::move(layer));
    if (!splits) continue;
    Layer& join = layers.back();
    const int output = std::exchange(join.outputs[0], static_cast<int>(net.tensors.size()));
    Layer follower{&operators::activation, {join.output()}, {output}, std::exchange(join.activation, Activation::none)};
    net.tensors.emplace_back(net[output]);
    layers.push_back(std::move(follower));
  }
  net.layers = std::move(layers);
}

}  // namespace exporter
