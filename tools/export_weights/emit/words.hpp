// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "ir.hpp"

namespace exporter {

/// Shape<49, 10, 1>
std::string shape_word(const Dims& dims);

/// The layer without its fused activation, in the library's words: Conv2D<64, Kernel{10, 4}, Stride<2>, Same>.
std::string word(const Network& net, const Layer& layer);

/// ReLU, ReLU6, ReLUN1To1; empty: none.
std::string word(Activation activation);

/// Words that keep their input's quantization do not repeat it, except where an activation must not fuse with them.
bool writes_quantization(const Network& net, const Layer& layer);

/// What stands before the angle bracket: Conv2D.
std::string word_name(const std::string& word);

/// A name in a Graph, from a word and its position: conv2d_3.
std::string let_name(const std::string& word, int position);

}  // namespace exporter
