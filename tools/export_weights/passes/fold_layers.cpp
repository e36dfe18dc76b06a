// SPDX-License-Identifier: BSL-1.0
#include "passes/fold_layers.hpp"

#include <utility>

#include "evaluate/run.hpp"
#include "operators/own.hpp"
#include "passes/split_activations.hpp"
#include "passes/split_concats.hpp"

namespace exporter {
namespace {

/// The output of a layer on constants, by way of a network of its own, whose inputs they are.
ElementArray output_of(const Network& net, const Layer& layer) {
  Network alone;
  alone.rounding = net.rounding;
  std::vector<std::uint8_t> bytes;
  Layer copy = layer;
  const auto add = [&](int tensor) {
    alone.tensors.push_back(net[tensor]);
    alone.tensors.back().constant = {};
    return static_cast<int>(alone.tensors.size()) - 1;
  };
  for (int& input : copy.inputs) {
    const std::vector<std::uint8_t> constant = net[input].constant.in_memory();
    bytes.insert(bytes.end(), constant.begin(), constant.end());
    input = add(input);
  }
  alone.inputs = copy.inputs;
  alone.outputs = copy.outputs = {add(layer.output())};
  alone.layers.push_back(std::move(copy));
  split_activations(alone);
  split_concats(alone);
  return ElementArray::from_memory(net.out(layer).element, run(alone, bytes));
}

}  // namespace

void fold_constant_layers(Network& net) {
  std::erase_if(net.layers, [&net](const Layer& layer) {
    if (layer.inputs.empty() || !computed_inputs(net, layer).empty() || layer.op == &operators::own) return false;
    if (layer.op->node(net, layer).state_count > 0) return false;  // of what it is given again another one comes
    net[layer.output()].constant = output_of(net, layer);
    return true;
  });
}

}  // namespace exporter
