// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"

namespace exporter {

/// Where an operator with weights has what, and along which axis of them its output channels lie.
struct Weighted {
  std::string_view type;
  std::size_t input, weights, biases;
  std::size_t axis;

  bool has_biases(const Operation& op) const { return op.inputs.size() > biases && op.inputs[biases] >= 0; }
};

/// Null: the operator has none, or they are computed.
const Weighted* weighted(const Graph& graph, const Operation& op);

/// What the elements of a constant of float32 or float16, or of int8 that the converter made of such, stand for.
std::vector<float> real_elements(const Value& constant);

/// As a constant holds them.
template <class T>
Buffer bytes_of(const std::vector<T>& elements) {
  Buffer out(elements.size() * sizeof(T));
  std::memcpy(out.data(), elements.data(), out.size());
  return out;
}

/// Adds a constant to a graph, and gives back its number; of float32, whatever `like` is of.
int add_constant(Graph& graph, Value made, Buffer data);
int add_reals(Graph& graph, Value like, const std::vector<float>& elements);

/// Weights and biases in integers.
struct QuantizedWeights {
  std::vector<float> scales;  // of each output channel
  std::vector<std::int8_t> weights;
  std::vector<float> losses;  // of each weight: what it was, less what it stands for
};

/// Symmetric, a scale for each output channel, so large that the biases, if any, are an int32 at `input_scale` times that scale.
///
/// source   TensorFlow Lite's quantization specification; lite/tools/optimize/quantization_utils.cc
QuantizedWeights quantize_weights(const Value& weights, std::size_t axis, const std::vector<float>& biases,
                                  float input_scale);

std::vector<std::int32_t> quantize_biases(const std::vector<float>& biases, const std::vector<float>& scales);

}  // namespace exporter
