// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>

#include "frontend/onnx/importer.hpp"

namespace exporter::onnx {

/// What a convolution or a pool reads along height and width; of a sequence the height is one.
struct Window {
  std::array<std::int64_t, 2> kernel{1, 1}, stride{1, 1}, dilation{1, 1}, before{}, after{};

  std::int64_t reach(std::size_t i) const { return (kernel[i] - 1) * dilation[i] + 1; }
  /// Whether it is padded as TensorFlow's SAME does it.
  bool is_same(const Shape& image) const;
  bool is_valid() const { return before[0] + before[1] + after[0] + after[1] == 0; }
};

/// The node's attributes kernel_shape, strides, dilations, pads, auto_pad and ceil_mode, for an input [n, h, w, c].
Window read_window(const Importer& x, const Shape& image, std::array<std::int64_t, 2> kernel);
/// kernel_shape; of a sequence with a one in front.
std::array<std::int64_t, 2> kernel_shape(const Importer& x);
/// Numbers of an attribute for height and width.
std::array<std::int64_t, 2> two_numbers(const Importer& x, std::string_view attribute, std::int64_t otherwise);
/// The output's height and width.
Shape slid(const Importer& x, const Window& window, const Shape& image);
/// Puts `value` around an image, which is its zero where it is none.
int padded(Importer& x, int image, const Window& window, std::optional<float> value = {});
/// The window as attributes of TensorFlow Lite's, without its size.
Attributes window_attributes(const Window& window, bool same);

}  // namespace exporter::onnx
