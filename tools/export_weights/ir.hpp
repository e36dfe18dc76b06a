// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <any>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <tinytmpl/core/elements.hpp>
#include <tinytmpl/core/extent.hpp>
#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/policy.hpp>

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

/// The elements of a constant, of one type.
class ElementArray {
 public:
  ElementArray() = default;
  template <class T>
  ElementArray(std::vector<T> elements) : all(std::move(elements)) {}

  /// Those that it has must be of this type.
  template <class T>
  std::vector<T>& of() {
    return std::get<std::vector<T>>(all);
  }
  template <class T>
  const std::vector<T>& of() const {
    return std::get<std::vector<T>>(all);
  }
  std::size_t size() const {
    return std::visit([](const auto& elements) { return elements.size(); }, all);
  }
  bool empty() const { return size() == 0; }
  Element element() const {
    return std::visit([](const auto& of) { return tinytmpl::core::ElementSpan<std::int8_t>(of).element(); }, all);
  }
  std::int64_t bytes() const {
    return std::visit(
        [](const auto& elements) { return static_cast<std::int64_t>(elements.size() * sizeof(elements[0])); }, all);
  }
  /// As memory holds them.
  std::vector<std::uint8_t> in_memory() const;
  static ElementArray from_memory(Element element, const std::vector<std::uint8_t>& bytes);
  /// As the library is given them.
  template <class Usual>
  operator tinytmpl::core::ElementSpan<Usual>() const {
    return std::visit([](const auto& elements) { return tinytmpl::core::ElementSpan<Usual>(elements); }, all);
  }
  friend bool operator==(const ElementArray&, const ElementArray&) = default;

 private:
  std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
               std::vector<std::int64_t>, std::vector<float>>
      all;
};

/// What layers read and write: as it lies in memory; or a constant operand, which belongs to one layer alone.
struct Tensor {
  std::string name;  // from the file: for comments and messages, never for code
  Dims dims;
  Quantization quantization;        // unknown: it has none
  ElementArray constant{};          // its elements; empty: it is computed
  Element element = Element::int8;  // in memory

  bool is_constant() const { return !constant.empty(); }
};

/// What training gave a layer. Weights lie as in TFLite: [filters, h, w, c / groups], [h, w, c * multiplier],
/// [units, inputs].
struct Constants {
  std::string name;
  Dims dims;
  ElementArray weights;       // int8, or float32; of an operand as well int16
  std::vector<float> scales;  // one, or one for each output channel
  bool has_biases = false;
  ElementArray biases{};  // int32, float32, or of int16 tensors int64
  int zero_point = 0;     // of the weights, of a layer as_uint8
};

struct Operator;

/// One operator on tensors. Its output's shape is that tensor's `dims`: nothing is said twice.
struct Layer {
  const Operator* op = nullptr;  // operators/
  std::vector<int> inputs, outputs;
  std::any attributes = {};  // of a type of the operator's own
  Constants constants = {};
  Activation activation = Activation::none;  // fused
  bool as_uint8 = false;                     // it computes as TFLite's kernel of uint8 does, which is another way

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
  tinytmpl::Rounding rounding{};                             // of sums

  const Tensor& in(const Layer& layer, std::size_t i = 0) const { return (*this)[layer.inputs[i]]; }
  const Tensor& out(const Layer& layer) const { return (*this)[layer.output()]; }
  const Tensor& operator[](int tensor) const { return tensors[static_cast<std::size_t>(tensor)]; }
  Tensor& operator[](int tensor) { return tensors[static_cast<std::size_t>(tensor)]; }
};

/// The type of a tensor's elements as its views count them: an input or an output of the network may be uint8.
Element element_of(const Network& net, int tensor);

/// The inputs that are computed.
std::vector<int> computed_inputs(const Network& net, const Layer& layer);
/// The input that is a constant; null: none is.
const Tensor* constant_operand(const Network& net, const Layer& layer);

/// Multiplications, as they are usually counted: of convolutions and dense layers, taps outside the image included.
std::int64_t macs(const Network& net, const Layer& layer);
std::int64_t macs(const Network& net);
std::int64_t weight_bytes(const Network& net);
/// Bytes of a tensor.
std::int64_t bytes(const Tensor& tensor);
/// Whether tensors are float32.
bool computes_reals(const Network& net);
/// Whether all tensors are int8.
bool computes_bytes(const Network& net);

}  // namespace exporter
