// SPDX-License-Identifier: BSL-1.0
#include "passes/fold_layers.hpp"

#include <algorithm>
#include <utility>

#include "evaluate/run.hpp"
#include "passes/split_activations.hpp"

namespace exporter {
namespace {

/// The output of a layer on constants, by way of a network of its own, whose inputs they are.
std::vector<std::int8_t> output_of(const Network& net, const Layer& layer) {
  Network alone;
  std::vector<std::uint8_t> bytes;
  Layer copy = layer;
  const auto add = [&](int tensor) {
    alone.tensors.push_back(net[tensor]);
    alone.tensors.back().constant = {};
    return static_cast<int>(alone.tensors.size()) - 1;
  };
  for (int& input : copy.inputs) {
    const auto& constant = net[input].constant.of<std::int8_t>();
    bytes.insert(bytes.end(), constant.begin(), constant.end());
    input = add(input);
  }
  alone.inputs = copy.inputs;
  alone.outputs = copy.outputs = {add(layer.output())};
  alone.layers.push_back(std::move(copy));
  split_activations(alone);
  const std::vector<std::uint8_t> out = run(alone, bytes);
  return {out.begin(), out.end()};
}

}  // namespace

void fold_constant_layers(Network& net) {
  std::erase_if(net.layers, [&net](const Layer& layer) {
    const auto is_int8 = [&net](int tensor) { return net[tensor].element == Element::int8; };
    if (layer.inputs.empty() || !computed_inputs(net, layer).empty()) return false;
    if (!is_int8(layer.output()) || !std::all_of(layer.inputs.begin(), layer.inputs.end(), is_int8)) return false;
    net[layer.output()].constant = output_of(net, layer);
    return true;
  });
}

}  // namespace exporter
