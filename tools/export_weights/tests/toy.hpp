// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <fmt/format.h>

#include "ir.hpp"
#include "operators/activation.hpp"
#include "operators/conv2d.hpp"

namespace exporter {

/// Small networks for tests, a layer a line.
struct Toy {
  Network net{};

  int tensor(Dims dims, Quantization quantization = {0.1f, -128}) {
    net.tensors.push_back({fmt::format("t{}", net.tensors.size()), std::move(dims), quantization});
    return static_cast<int>(net.tensors.size()) - 1;
  }
  int input(Dims dims, Quantization quantization = {0.1f, -128}) {
    net.inputs.push_back(tensor(std::move(dims), quantization));
    return net.inputs.back();
  }
  Layer& add(const Operator& op, std::vector<int> inputs, int output, std::any attributes = {}) {
    net.layers.push_back({&op, std::move(inputs), {output}, std::move(attributes)});
    return net.layers.back();
  }
  /// A layer whose output has the shape of its first input.
  int same(const Operator& op, std::vector<int> inputs, std::any attributes = {}) {
    const Tensor like = net[inputs[0]];
    const int output = tensor(like.dims, like.quantization);
    add(op, std::move(inputs), output, std::move(attributes));
    return output;
  }
  /// A constant operand.
  int constant(Dims dims, std::vector<std::int8_t> values, Quantization quantization) {
    const int k = tensor(std::move(dims), quantization);
    net[k].name = "k", net[k].constant = std::move(values);
    return k;
  }
  /// A 1x1 convolution; `weights` are [filters, channels].
  int conv(int from, int filters, std::vector<std::int8_t> weights, std::vector<std::int32_t> biases = {},
           Activation activation = Activation::relu) {
    Dims dims = net[from].dims;
    const int channels = std::exchange(dims.back(), filters);
    const int output = tensor(std::move(dims));
    Layer& layer = add(operators::conv2d, {from}, output, Convolution{});
    layer.constants = {"w", {filters, 1, 1, channels}, std::move(weights), {0.01f}, !biases.empty(), std::move(biases)};
    layer.activation = activation;
    return output;
  }
  /// A 1x1 convolution with ones everywhere.
  int conv(int from, int filters) {
    const auto channels = static_cast<std::size_t>(net[from].dims.back());
    return conv(from, filters, std::vector<std::int8_t>(static_cast<std::size_t>(filters) * channels, 1));
  }
  Network done(std::vector<int> outputs) {
    net.outputs = std::move(outputs);
    return net;
  }
};

}  // namespace exporter
