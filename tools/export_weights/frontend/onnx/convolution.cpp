// SPDX-License-Identifier: BSL-1.0
// Conv, ConvTranspose.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "frontend/onnx/windows.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

/// Filters as [filters, channels, height, width]: a constant.
int read_filters(Importer& x) {
  const View& view = x.input(1);
  if (!x.is_constant(view)) x.refuse("its weights are computed; only constants are supported");
  const int lies = x.plain(view);
  const Shape shape = x.graph[lies].shape;
  if ((shape.size() != 3 && shape.size() != 4) || x.graph[lies].elements() == 0)
    x.refuse(fmt::format("its weights have the shape {}; only sequences and images of height and width are supported",
                         dimensions(shape)));
  return shape.size() == 4 ? lies : x.reshaped(lies, {shape[0], shape[1], 1, shape[2]});
}

std::array<std::int64_t, 2> kernel_of(Importer& x, const Shape& filters) {
  const std::array<std::int64_t, 2> kernel{filters[2], filters[3]};
  if (const auto said = x.integers("kernel_shape"); said && !said->empty() && kernel_shape(x) != kernel)
    x.refuse("its kernel_shape is not that of its weights; the file is damaged");
  return kernel;
}

void expect_ranks(Importer& x) {
  if (x.shape(x.input(0)).size() != x.shape(x.input(1)).size())
    x.refuse(fmt::format("its input has the shape {}, its weights {}; the file is damaged",
                         dimensions(x.shape(x.input(0))), dimensions(x.shape(x.input(1)))));
}

void append_bias(Importer& x, std::vector<int>& inputs) {
  if (x.given(2)) inputs.push_back(x.plain(x.input(2)));
}

void read_conv(Importer& x) {
  expect_ranks(x);
  const View from = x.input(0);
  int image = x.image(from);
  const int filters = read_filters(x);
  const Shape in = x.graph[image].shape, shape = x.graph[filters].shape;
  const std::int64_t groups = x.integer("group", 1);
  if (groups < 1 || in[3] != groups * shape[1] || shape[0] % groups != 0)
    x.refuse(
        fmt::format("its weights of the shape {} do not fit an input of {} channels in {} groups; the file is damaged",
                    dimensions(shape), in[3], groups));
  Window window = read_window(x, in, kernel_of(x, shape));
  const Shape size = slid(x, window, in);
  const bool same = window.is_same(in);
  if (!same) image = padded(x, image, window);
  const bool depthwise = groups == in[3] && groups > 1;
  std::vector<int> inputs{image, depthwise
                                     ? x.permuted(x.reshaped(filters, {1, shape[0], shape[2], shape[3]}), {0, 2, 3, 1})
                                     : x.permuted(filters, {0, 2, 3, 1})};
  if (depthwise && x.graph[filters].scales.size() > 1)
    x.graph.values[static_cast<std::size_t>(inputs[1])].quantized_dimension = 3;
  append_bias(x, inputs);
  Attributes attributes = window_attributes(window, same);
  if (depthwise) attributes.set("depth_multiplier", std::int64_t{shape[0] / in[3]});
  x.set(0, x.from_image(x.add(depthwise ? "DEPTHWISE_CONV_2D" : "CONV_2D", inputs, {in[0], size[0], size[1], shape[0]},
                              attributes, Dtype::float32),
                        from));
}

/// Where TensorFlow's padding does not crop as ONNX' does, all is computed and cropped behind it.
void read_transposed(Importer& x) {
  expect_ranks(x);
  const View from = x.input(0);
  const int image = x.image(from), filters = read_filters(x);
  const Shape in = x.graph[image].shape, shape = x.graph[filters].shape;
  if (x.integer("group", 1) != 1) x.refuse("its groups are not supported; use group=1");
  if (in[3] != shape[0])
    x.refuse(fmt::format("its weights of the shape {} do not fit an input of {} channels; the file is damaged",
                         dimensions(shape), in[3]));
  Window window{.kernel = kernel_of(x, shape),
                .stride = two_numbers(x, "strides", 1),
                .dilation = two_numbers(x, "dilations", 1)};
  const auto more = two_numbers(x, "output_padding", 0);
  const Integers wanted = x.integers("output_shape").value_or(Integers{}),
                 pads = x.integers("pads").value_or(Integers{});
  const std::string automatic = x.text("auto_pad", "NOTSET");
  if (window.dilation != std::array<std::int64_t, 2>{1, 1})
    x.refuse("its dilation is not supported; use dilations of 1");
  Shape whole{in[0], 0, 0, shape[1]}, out = whole;
  Integers begin{0, 0, 0, 0};
  for (std::size_t i = 0; i < 2; ++i) {
    const bool is_there = in.size() == 4 && (i == 1 || x.shape(from).size() == 4);
    const std::int64_t full = (in[i + 1] - 1) * window.stride[i] + window.kernel[i];
    std::int64_t before = 0, size = full;
    const std::size_t rank = x.shape(from).size() - 2, at = is_there ? i - (2 - rank) : 0;
    if (is_there && wanted.size() == rank) {
      size = wanted[at];
      const std::int64_t total = std::max<std::int64_t>(full + more[i] - size, 0);
      before = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
    } else if (is_there && (automatic == "SAME_UPPER" || automatic == "SAME_LOWER")) {
      size = in[i + 1] * window.stride[i];
      const std::int64_t total = std::max<std::int64_t>(full + more[i] - size, 0);
      before = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
    } else if (is_there) {
      if (!pads.empty() && pads.size() != 2 * rank) x.refuse("its pads are not two for each dimension");
      before = pads.empty() ? 0 : pads[at];
      size = full + more[i] - (pads.empty() ? 0 : pads[at] + pads[at + rank]);
    }
    if (before < 0 || size < 1 || before + size > full)
      x.refuse("its output is larger than what it computes; an output_padding above the padding is not supported");
    whole[i + 1] = static_cast<int>(full), out[i + 1] = static_cast<int>(size);
    begin[i + 1] = before;
  }
  // TensorFlow's SAME takes off half of what is too much, rounded down, in front: kernels/padding.h.
  const auto is_same = [&](std::size_t i) {
    const std::int64_t total = whole[i + 1] - out[i + 1];
    const std::int64_t steps = (out[i + 1] + window.stride[i] - 1) / window.stride[i];
    return total / 2 == begin[i + 1] && steps == in[i + 1];
  };
  const bool same = whole != out && is_same(0) && is_same(1);
  const Shape& computed = same ? out : whole;
  std::vector<int> inputs{x.int32s({computed.begin(), computed.end()}), x.permuted(filters, {1, 2, 3, 0}), image};
  append_bias(x, inputs);
  int made = x.add("TRANSPOSE_CONV", inputs, computed, window_attributes(window, same), Dtype::float32);
  if (computed != out) made = x.add("SLICE", {made, x.int32s(begin), x.int32s({out.begin(), out.end()})}, out);
  x.set(0, x.from_image(made, from));
}

}  // namespace

Rules rules::convolution() { return {{"Conv", read_conv}, {"ConvTranspose", read_transposed}}; }

}  // namespace exporter::onnx
