// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <any>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/node.hpp>

#include "edge_name.hpp"

namespace exporter {

using tinytmpl::Element;
using tinytmpl::Quantization;
using tinytmpl::core::Activation;

/// A tensor's dimensions as the library counts them: no batch, channels last, one to three of them.
using Dims = std::vector<int>;

std::int64_t elements(const Dims& dims);
tinytmpl::core::Extent extent(const Dims& dims);

/// Whether a list of tensors has one.
bool contains(const std::vector<int>& tensors, int tensor);

/// What layers read and write: as it lies in memory; or a constant operand, which belongs to one layer alone.
struct Tensor {
  std::string name;  // from the file: for comments and messages, never for code
  Dims dims;
  Quantization quantization;            // unknown: it has none
  std::vector<std::int8_t> constant{};  // its elements; empty: it is computed
  Element element = Element::int8;      // in memory

  bool is_constant() const { return !constant.empty(); }
};

/// What training gave a layer. Weights lie as in TFLite: [filters, h, w, c / groups], [h, w, c * multiplier],
/// [units, inputs].
struct Constants {
  std::string name;
  Dims dims;
  std::vector<std::int8_t> weights;
  std::vector<float> scales;  // one, or one for each output channel
  bool has_biases = false;
  std::vector<std::int32_t> biases;
};

struct Operator;

/// One operator on tensors. Its output's shape is that tensor's `dims`: nothing is said twice.
struct Layer {
  const Operator* op = nullptr;  // operators/
  std::vector<int> inputs, outputs;
  std::any attributes = {};  // of a type of the operator's own
  Constants constants = {};
  Activation activation = Activation::none;  // fused

  int output() const { return outputs[0]; }
};

/// The attributes of a layer, by those who know its operator.
template <class T>
const T& attributes(const Layer& layer) {
  return std::any_cast<const T&>(layer.attributes);
}

/// Layers in an order in which each reads only what is there already; each writes one tensor.
struct Network {
  std::vector<Tensor> tensors;
  std::vector<Layer> layers;
  std::vector<int> inputs, outputs;
  std::vector<EdgeName> input_names{}, output_names{};       // one for each of them, or none
  std::vector<Element> input_elements{}, output_elements{};  // one for each of them, or none: int8

  const Tensor& in(const Layer& layer, std::size_t i = 0) const { return (*this)[layer.inputs[i]]; }
  const Tensor& out(const Layer& layer) const { return (*this)[layer.output()]; }
  const Tensor& operator[](int tensor) const { return tensors[static_cast<std::size_t>(tensor)]; }
  Tensor& operator[](int tensor) { return tensors[static_cast<std::size_t>(tensor)]; }
};

/// The type of the elements of an input or an output of the network; of all other tensors int8, as in memory.
Element element_of(const Network& net, int tensor);

/// The inputs that are computed.
std::vector<int> computed_inputs(const Network& net, const Layer& layer);
/// The input that is a constant; null: none is.
const Tensor* constant_operand(const Network& net, const Layer& layer);

/// Multiplications, as they are usually counted: of convolutions and dense layers, taps outside the image included.
std::int64_t macs(const Network& net, const Layer& layer);
std::int64_t macs(const Network& net);
std::int64_t weight_bytes(const Network& net);

}  // namespace exporter
