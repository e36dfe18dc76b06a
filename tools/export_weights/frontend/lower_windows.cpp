// SPDX-License-Identifier: BSL-1.0
// CONV_2D, DEPTHWISE_CONV_2D, MAX_POOL_2D, AVERAGE_POOL_2D.
#include <fmt/format.h>

#include "frontend/reading.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr int max_step = 32'767, max_reach = 65'535;

void expect_image(const Reading& r) {
  const FileTensor& in = r.input(0);
  if (in.shape.size() != 4)
    r.refuse(in, fmt::format("its shape {} is not [1, height, width, channels]", dimensions(in.shape)));
}

Window read_window(const Reading& r, Pair kernel) {
  const Options& o = r.options();
  for (const int value : {o.stride_h, o.stride_w, o.dilation_h, o.dilation_w, kernel.h, kernel.w})
    if (value < 1 || value > max_step)
      r.refuse(fmt::format("a stride, dilation or kernel size of {} is not between 1 and {}; the file is damaged",
                           value, max_step));
  if (o.padding != 0 && o.padding != 1)
    r.refuse(fmt::format("its padding {} is neither SAME nor VALID; the file is damaged", o.padding));
  return {kernel, {o.stride_h, o.stride_w}, {o.dilation_h, o.dilation_w}, o.padding == 0};
}

int output_size(const Reading& r, int in, int kernel, int stride, int dilation, bool same) {
  const std::int64_t reach = std::int64_t{kernel - 1} * dilation + 1;
  if (reach > max_reach)
    r.refuse(fmt::format("its kernel reaches over {} elements; at most {} are supported", reach, max_reach));
  if (same) return (in + stride - 1) / stride;
  if (reach > in)
    r.refuse(r.input(0),
             fmt::format("with padding VALID the kernel reaches over {} elements, but the input has {}; use padding "
                         "SAME or a smaller kernel",
                         reach, in));
  return static_cast<int>((in - reach) / stride) + 1;
}

void finish_window(Reading& r, Layer layer, int channels) {
  const Dims& in = r.tensor(0).dims;
  const Window& w = layer.window;
  layer.activation = r.fused();
  const int h = output_size(r, in[0], w.kernel.h, w.stride.h, w.dilation.h, w.same);
  const int width = output_size(r, in[1], w.kernel.w, w.stride.w, w.dilation.w, w.same);
  r.finish(std::move(layer), {1, h, width, channels});
}

/// The weights' shape, four positive numbers.
const std::vector<int>& filter_shape(const Reading& r) {
  const FileTensor& w = r.input(1);
  if (w.shape.size() != 4 || w.elements() == 0)
    r.refuse(w, fmt::format("its shape {} is not that of filters, four positive dimensions", dimensions(w.shape)));
  return w.shape;
}

}  // namespace

void lower_conv2d(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer = Reading::layer(Kind::conv2d, {r.activation(0)});
  expect_image(r);
  const std::vector<int>& filters = filter_shape(r);
  const int channels = r.tensor(0).dims.back();
  if (channels % filters[3] != 0 || filters[0] % (channels / filters[3]) != 0)
    r.refuse(r.input(1), fmt::format("its shape {} does not fit an input of {} channels; the file is damaged",
                                     dimensions(filters), channels));
  layer.groups = channels / filters[3];
  layer.window = read_window(r, {filters[1], filters[2]});
  layer.constants = r.weights(filters[0], 0);
  finish_window(r, std::move(layer), filters[0]);
}

void lower_depthwise_conv2d(Reading& r) {
  r.expect_inputs(2, 3);
  Layer layer = Reading::layer(Kind::depthwise_conv2d, {r.activation(0)});
  expect_image(r);
  const std::vector<int>& filters = filter_shape(r);
  const int channels = r.tensor(0).dims.back(), multiplier = r.options().depth_multiplier;
  if (filters[0] != 1 || filters[3] % channels != 0 || (multiplier != 0 && filters[3] / channels != multiplier))
    r.refuse(r.input(1),
             fmt::format("its shape {} does not fit an input of {} channels and a depth multiplier of {}; the "
                         "file is damaged",
                         dimensions(filters), channels, multiplier));
  layer.window = read_window(r, {filters[1], filters[2]});
  layer.constants = r.weights(filters[3], 3);
  layer.constants.dims.erase(layer.constants.dims.begin());
  finish_window(r, std::move(layer), filters[3]);
}

void lower_pool(Reading& r, Kind kind) {
  r.expect_inputs(1, 1);
  Layer layer = Reading::layer(kind, {r.activation(0)});
  expect_image(r);
  r.expect_same_quantization(0);
  layer.window = read_window(r, {r.options().filter_h, r.options().filter_w});
  finish_window(r, std::move(layer), r.tensor(0).dims.back());
}

}  // namespace exporter
