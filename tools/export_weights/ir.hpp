// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tinytmpl/core/element.hpp>

#include "edge_name.hpp"

namespace exporter {

using tinytmpl::Element;

/// A tensor's dimensions as the library counts them: no batch, channels last, one to three of them.
using Dims = std::vector<int>;

std::int64_t elements(const Dims& dims);

/// Whether a list of tensors has one.
bool contains(const std::vector<int>& tensors, int tensor);

/// From the end, as in the library: [h, w, c], [w, c], [c].
enum class Axis { height, width, channels };
int dim(const Dims& dims, Axis axis);

/// real = scale * (q - zero_point)
struct Quantization {
  float scale = 1;
  int zero_point = 0;
  friend bool operator==(const Quantization&, const Quantization&) = default;
};

/// An activation as it lies in memory: int8.
struct Tensor {
  std::string name;  // from the file: for comments and messages, never for code
  Dims dims;
  Quantization quantization;
};

enum class Activation { none, relu, relu_n1_to_1, relu6 };

// clang-format off
enum class Kind {
  conv2d, depthwise_conv2d, dense,                        // constants: weights, biases, scales
  max_pool2d, average_pool2d, mean,
  add, sub, mul,                                          // two inputs, or one and a constant
  activation, leaky_relu, hard_swish, sigmoid, tanh, softmax,
  concat, pad, reshape, quantize
};
// clang-format on

struct Pair {
  int h = 1, w = 1;
  friend bool operator==(const Pair&, const Pair&) = default;
};

struct Window {
  Pair kernel, stride, dilation;
  bool same = false;
};

struct Padding {
  int top = 0, bottom = 0, left = 0, right = 0, before = 0, after = 0;  // the last two of channels
};

/// What training gave a layer. Weights lie as in TFLite: [filters, h, w, c / groups], [h, w, c * multiplier],
/// [units, inputs]; or the constant operand of an element-wise layer, in its own shape.
struct Constants {
  std::string name;
  Dims dims;
  std::vector<std::int8_t> weights;
  std::vector<float> scales;  // one, or one for each output channel
  int zero_point = 0;         // of a constant operand
  bool has_biases = false;
  std::vector<std::int32_t> biases;
};

/// One operator. Its output's shape is `tensors[output].dims`, its kernel `window.kernel`: nothing is said twice.
struct Layer {
  Kind kind{};
  std::vector<int> inputs;  // tensors
  int output = 0;

  Window window;           // convolutions and pools
  int groups = 1;          // conv2d
  bool last_axis = false;  // dense: at every position, not of the tensor as one vector
  std::vector<Axis> axes;  // mean; concat: one
  bool keep_dims = false;  // mean
  Padding padding;         // pad
  float alpha = 0;         // leaky_relu
  float beta = 1;          // softmax
  bool constant_first = false;
  Constants constants;
  Activation activation = Activation::none;  // fused; of Kind::activation: the layer itself
};

/// Layers in an order in which each reads only what is there already; each writes one tensor.
struct Network {
  std::vector<Tensor> tensors;
  std::vector<Layer> layers;
  std::vector<int> inputs, outputs;
  std::vector<EdgeName> input_names{}, output_names{};       // one for each of them, or none
  std::vector<Element> input_elements{}, output_elements{};  // one for each of them, or none: int8

  const Tensor& in(const Layer& layer, std::size_t i = 0) const {
    return tensors[static_cast<std::size_t>(layer.inputs[i])];
  }
  const Tensor& out(const Layer& layer) const { return tensors[static_cast<std::size_t>(layer.output)]; }
  const Tensor& operator[](int tensor) const { return tensors[static_cast<std::size_t>(tensor)]; }
  Tensor& operator[](int tensor) { return tensors[static_cast<std::size_t>(tensor)]; }
};

/// The type of the elements of an input or an output of the network; of all other tensors int8, as in memory.
Element element_of(const Network& net, int tensor);

bool has_constant_operand(const Layer& layer);
bool is_weighted(const Layer& layer);  // conv2d, depthwise_conv2d, dense

/// Multiplications, as they are usually counted: of convolutions and dense layers, taps outside the image included.
std::int64_t macs(const Network& net, const Layer& layer);
std::int64_t macs(const Network& net);
std::int64_t weight_bytes(const Network& net);

/// Zeros before and after that a window adds along one axis, as TFLite places them.
struct Border {
  int before = 0, after = 0;
};
Border border(int in, int out, int kernel, int stride, int dilation, bool same);

}  // namespace exporter
