// SPDX-License-Identifier: BSL-1.0
#include "emit/words.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace exporter {
namespace {

/// Name<a, b, c>, or the bare name.
class Arguments {
 public:
  explicit Arguments(std::string word) : name(std::move(word)) {}
  Arguments& operator<<(std::string argument) {
    list.push_back(std::move(argument));
    return *this;
  }
  std::string text() const { return list.empty() ? name : fmt::format("{}<{}>", name, fmt::join(list, ", ")); }

 private:
  std::string name;
  std::vector<std::string> list;
};

std::string kernel(Pair size) {
  return size.h == size.w ? std::to_string(size.h) : fmt::format("Kernel{{{}, {}}}", size.h, size.w);
}

std::string pair(const char* name, Pair size) {
  return size.h == size.w ? fmt::format("{}<{}>", name, size.h) : fmt::format("{}<{}, {}>", name, size.h, size.w);
}

void add_window(Arguments& out, const Window& window, Pair default_stride) {
  out << kernel(window.kernel);
  if (window.stride != default_stride) out << pair("Stride", window.stride);
  if (window.dilation != Pair{}) out << pair("Dilation", window.dilation);
  if (window.same) out << "Same";
}

std::string conv2d(const Network& net, const Layer& layer) {
  Arguments out("Conv2D");
  out << std::to_string(net.out(layer).dims.back());
  add_window(out, layer.window, {});
  if (layer.groups > 1) out << fmt::format("Groups<{}>", layer.groups);
  if (!layer.constants.has_biases) out << "NoBias";
  return out.text();
}

std::string depthwise_conv2d(const Network& net, const Layer& layer) {
  Arguments out("DepthwiseConv2D");
  add_window(out, layer.window, {});
  const int multiplier = net.out(layer).dims.back() / net.in(layer).dims.back();
  if (multiplier > 1) out << fmt::format("DepthMultiplier<{}>", multiplier);
  if (!layer.constants.has_biases) out << "NoBias";
  return out.text();
}

std::string dense(const Network& net, const Layer& layer) {
  Arguments out("Dense");
  out << std::to_string(net.out(layer).dims.back());
  if (layer.last_axis) out << "LastAxis";
  if (!layer.constants.has_biases) out << "NoBias";
  return out.text();
}

std::string pool(const char* name, const Layer& layer) {
  Arguments out(name);
  add_window(out, layer.window, layer.window.kernel);
  return out.text();
}

std::string axis(Axis axis) {
  return axis == Axis::height ? "Axis::height" : axis == Axis::width ? "Axis::width" : "Axis::channels";
}

std::string mean(const Network& net, const Layer& layer) {
  const bool whole_image = layer.axes == std::vector{Axis::height, Axis::width} && net.in(layer).dims.size() == 3;
  if (whole_image && !layer.keep_dims) return "GlobalAveragePool2D";
  Arguments out("Mean");
  for (const Axis one : layer.axes) out << axis(one);
  if (layer.keep_dims) out << "KeepDims";
  return out.text();
}

std::string arithmetic(const char* name, const Layer& layer) {
  if (!has_constant_operand(layer)) return name;
  Arguments out("WithConstant");
  out << name << shape_word(layer.constants.dims);
  if (layer.constant_first) out << "ConstantFirst";
  return out.text();
}

std::string pad(const Padding& p) {
  const std::string image = fmt::format("Pad<{}, {}, {}, {}", p.top, p.bottom, p.left, p.right);
  return p.before + p.after == 0 ? image + ">" : image + fmt::format(", {}, {}>", p.before, p.after);
}

}  // namespace

std::string shape_word(const Dims& dims) { return fmt::format("Shape<{}>", fmt::join(dims, ", ")); }

std::string word(const Network& net, const Layer& layer) {
  switch (layer.kind) {
    case Kind::conv2d: return conv2d(net, layer);
    case Kind::depthwise_conv2d: return depthwise_conv2d(net, layer);
    case Kind::dense: return dense(net, layer);
    case Kind::max_pool2d: return pool("MaxPool2D", layer);
    case Kind::average_pool2d: return pool("AveragePool2D", layer);
    case Kind::mean: return mean(net, layer);
    case Kind::add: return arithmetic("Add", layer);
    case Kind::sub: return arithmetic("Sub", layer);
    case Kind::mul: return arithmetic("Mul", layer);
    case Kind::activation: return word(layer.activation);
    case Kind::leaky_relu: return "LeakyReLU";
    case Kind::hard_swish: return "HardSwish";
    case Kind::sigmoid: return "Sigmoid";
    case Kind::tanh: return "Tanh";
    case Kind::softmax: return "Softmax";
    case Kind::concat: return fmt::format("Concat<{}>", axis(layer.axes[0]));
    case Kind::pad: return pad(layer.padding);
    case Kind::reshape:
      return net.out(layer).dims.size() == 1 ? "Flatten" : fmt::format("Reshape<{}>", shape_word(net.out(layer).dims));
    case Kind::quantize: return "Quantize";
  }
  return {};
}

std::string word(Activation activation) {
  switch (activation) {
    case Activation::relu: return "ReLU";
    case Activation::relu6: return "ReLU6";
    case Activation::relu_n1_to_1: return "ReLUN1To1";
    case Activation::none: break;
  }
  return {};
}

bool writes_quantization(const Network& net, const Layer& layer) {
  const bool keeps = layer.kind == Kind::max_pool2d || layer.kind == Kind::average_pool2d ||
                     layer.kind == Kind::concat || layer.kind == Kind::pad || layer.kind == Kind::reshape;
  if (!keeps || element_of(net, layer.output) != Element::int8) return true;
  return std::any_of(net.layers.begin(), net.layers.end(), [&](const Layer& reader) {
    return reader.kind == Kind::activation && reader.inputs[0] == layer.output &&
           net.out(reader).quantization != net.out(layer).quantization;
  });
}

std::string word_name(const std::string& word) { return word.substr(0, word.find('<')); }

std::string let_name(const std::string& word, int position) {
  std::string name = word_name(word);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return fmt::format("{}_{}", name, position);
}

}  // namespace exporter
