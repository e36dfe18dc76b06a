// SPDX-License-Identifier: BSL-1.0
// MaxPool, AveragePool, GlobalMaxPool, GlobalAveragePool.
#include <limits>

#include <fmt/format.h>

#include "frontend/onnx/rules.hpp"
#include "frontend/onnx/windows.hpp"

namespace exporter::onnx {
namespace {

/// With ceil_mode the last window may hang over what is padded, but begins before its end: onnxruntime
/// core/providers/cpu/nn/pool_attributes.h.
void extend_to_ceiling(const Importer& x, Window& window, const Shape& image) {
  if (x.integer("ceil_mode", 0) == 0) return;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t in = image[i + 1], all = in + window.before[i] + window.after[i];
    std::int64_t steps = (all - window.reach(i) + window.stride[i] - 1) / window.stride[i] + 1;
    if ((steps - 1) * window.stride[i] >= in + window.before[i]) --steps;
    window.after[i] += std::max<std::int64_t>((steps - 1) * window.stride[i] + window.reach(i) - all, 0);
  }
}

Attributes attributes_of(const Window& window, bool same) {
  Attributes out = window_attributes(window, same);
  out.set("filter_h", window.kernel[0]), out.set("filter_w", window.kernel[1]);
  return out;
}

int pooled(Importer& x, const char* type, int image, const Window& window, bool same, const Shape& size) {
  const Shape in = x.graph[image].shape;
  return x.add(type, {image}, {in[0], size[0], size[1], in[3]}, attributes_of(window, same));
}

void expect_one_output(const Importer& x) {
  if (x.outputs() > 1) x.refuse("its second output, places of the largest, is not supported");
}

void read_max(Importer& x) {
  expect_one_output(x);
  const View from = x.input(0);
  int image = x.image(from);
  const Shape in = x.graph[image].shape;
  Window window = read_window(x, in, kernel_shape(x));
  if (window.dilation != std::array<std::int64_t, 2>{1, 1})
    x.refuse("its dilation is not supported; use dilations of 1");
  extend_to_ceiling(x, window, in);
  const Shape size = slid(x, window, in);
  const bool same = window.is_same(in);
  if (!same) image = padded(x, image, window, std::numeric_limits<float>::lowest());
  x.set(0, x.from_image(pooled(x, "MAX_POOL_2D", image, window, same, size), from));
}

/// How many elements of a window count, along one axis.
Numbers counts(const Window& window, std::size_t i, std::int64_t first, std::int64_t end, int steps) {
  Numbers out;
  for (int step = 0; step < steps; ++step) {
    const std::int64_t from = step * window.stride[i], to = from + window.kernel[i];
    out.push_back(static_cast<double>(std::min(to, end) - std::max(from, first)));
  }
  return out;
}

void read_average(Importer& x) {
  const View from = x.input(0);
  int image = x.image(from);
  const Shape in = x.graph[image].shape;
  Window window = read_window(x, in, kernel_shape(x));
  const bool counts_padding = x.integer("count_include_pad", 0) != 0;
  if (window.dilation != std::array<std::int64_t, 2>{1, 1})
    x.refuse("its dilation is not supported; use dilations of 1");
  const Window stated = window;
  extend_to_ceiling(x, window, in);
  const Shape size = slid(x, window, in);
  const bool plain = window.is_valid() || (counts_padding && window.after == stated.after);
  const bool same = !plain && !counts_padding && window.is_same(in);
  if (!same) image = padded(x, image, window);
  int made = pooled(x, "AVERAGE_POOL_2D", image, window, same, size);
  if (!plain && !same) {  // the mean of all of the window, zeros too, times what that is too small
    Numbers factors;
    std::array<Numbers, 2> of;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::int64_t all = stated.before[i] + in[i + 1] + stated.after[i];
      of[i] = counts_padding ? counts(window, i, 0, all, size[i])
                             : counts(window, i, window.before[i], window.before[i] + in[i + 1], size[i]);
    }
    for (const double h : of[0])
      for (const double w : of[1]) {
        if (h < 1 || w < 1) x.refuse("a window lies in its padding alone; use less padding");
        factors.push_back(static_cast<double>(window.kernel[0] * window.kernel[1]) / (h * w));
      }
    made = x.add("MUL", {made, x.reals({1, size[0], size[1], 1}, factors)}, x.graph[made].shape);
  }
  x.set(0, x.from_image(made, from));
}

template <bool mean>
void read_global(Importer& x) {
  const View from = x.input(0);
  const std::size_t rank = x.shape(from).size();
  if (rank < 3) x.refuse("its input is neither a sequence nor an image");
  const int lies = x.arranged(from, channels_last(rank));
  Shape to = x.graph[lies].shape;
  Integers axes;
  for (std::size_t i = 1; i + 1 < rank; ++i) to[i] = 1, axes.push_back(static_cast<std::int64_t>(i));
  Attributes attributes;
  attributes.set("keep_dims", std::int64_t{1});
  x.set(0, {x.add(mean ? "MEAN" : "REDUCE_MAX", {lies, x.int32s(axes)}, to, attributes), channels_last(rank), {}});
}

}  // namespace

Rules rules::pooling() {
  return {{"MaxPool", read_max},
          {"AveragePool", read_average},
          {"GlobalAveragePool", read_global<true>},
          {"GlobalMaxPool", read_global<false>}};
}

}  // namespace exporter::onnx
