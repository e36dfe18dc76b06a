// SPDX-License-Identifier: BSL-1.0
#include "words.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "operators/operator.hpp"

namespace exporter {
namespace {

std::string pair(const char* name, int h, int w) {
  return h == w ? fmt::format("{}<{}>", name, h) : fmt::format("{}<{}, {}>", name, h, w);
}

}  // namespace

std::string Word::text() const {
  return arguments.empty() ? name : fmt::format("{}<{}>", name, fmt::join(arguments, ", "));
}

std::string shape_word(const Dims& dims) { return fmt::format("Shape<{}>", fmt::join(dims, ", ")); }

std::string axis_word(tinytmpl::Axis axis) {
  switch (axis) {
    case tinytmpl::Axis::height: return "Axis::height";
    case tinytmpl::Axis::width: return "Axis::width";
    case tinytmpl::Axis::channels: return "Axis::channels";
  }
  return {};
}

void add_window(Word& word, const tinytmpl::core::Window& w, int default_stride_h, int default_stride_w) {
  word << (w.kernel_h == w.kernel_w ? std::to_string(w.kernel_h)
                                    : fmt::format("Kernel{{{}, {}}}", w.kernel_h, w.kernel_w));
  if (w.stride_h != default_stride_h || w.stride_w != default_stride_w) word << pair("Stride", w.stride_h, w.stride_w);
  if (w.dilation_h != 1 || w.dilation_w != 1) word << pair("Dilation", w.dilation_h, w.dilation_w);
  if (w.same) word << "Same";
}

std::string word(const Network& net, const Layer& layer) { return layer.op->word(net, layer); }

std::string word(Activation activation) {
  switch (activation) {
    case Activation::relu: return "ReLU";
    case Activation::relu6: return "ReLU6";
    case Activation::relu_n1_to_1: return "ReLUN1To1";
    case Activation::none: break;
  }
  return {};
}

std::string word_name(const std::string& word) { return word.substr(0, word.find('<')); }

std::string_view name_of(Element element) {
  switch (element) {
    case Element::int8: return "int8";
    case Element::uint8: return "uint8";
    case Element::int16: return "int16";
    case Element::int32: return "int32";
    case Element::int64: return "int64";
    case Element::float32: return "float32";
    case Element::bool8: return "bool";
    case Element::uint32: return "uint32";
    case Element::uint64: return "uint64";
  }
  return {};
}

std::string element_word(Element element) {
  return "Element::" + std::string(element == Element::bool8 ? "bool8" : name_of(element));
}

std::string let_name(const std::string& word, int position) {
  std::string name = word_name(word);
  if (const auto colon = name.rfind(':'); colon != std::string::npos) name.erase(0, colon + 1);  // of the user's
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return fmt::format("{}_{}", name, position);
}

}  // namespace exporter
