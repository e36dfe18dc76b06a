// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tinytmpl/core/window.hpp>
#include <tinytmpl/layers/concat.hpp>

#include "ir.hpp"

namespace exporter {

/// A word of the library with its arguments: Name<a, b, c>, or the bare name.
class Word {
 public:
  explicit Word(std::string in_name) : name(std::move(in_name)) {}
  Word& operator<<(std::string argument) {
    arguments.push_back(std::move(argument));
    return *this;
  }
  std::string text() const;

 private:
  std::string name;
  std::vector<std::string> arguments;
};

/// Shape<49, 10, 1>
std::string shape_word(const Dims& dims);

/// Axis::channels
std::string axis_word(tinytmpl::Axis axis);

/// The kernel, and what differs from a stride of `default_stride`, from no dilation, from Valid.
void add_window(Word& word, const tinytmpl::core::Window& window, int default_stride_h = 1, int default_stride_w = 1);

/// The layer without its fused activation: Conv2D<64, Kernel{10, 4}, Stride<2>, Same>.
std::string word(const Network& net, const Layer& layer);

/// ReLU, ReLU6, ReLUN1To1; empty: none.
std::string word(Activation activation);

/// What stands before the angle bracket: Conv2D.
std::string word_name(const std::string& word);

/// As NumPy names it: int8, bool.
std::string_view name_of(Element element);
/// As the library does: Element::int8, Element::bool8.
std::string element_word(Element element);

/// A name in a Graph, from a word and its position: conv2d_3.
std::string let_name(const std::string& word, int position);

}  // namespace exporter
