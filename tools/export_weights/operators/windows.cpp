// SPDX-License-Identifier: BSL-1.0
#include "operators/windows.hpp"

#include <fmt/format.h>

#include "text.hpp"

namespace exporter {
namespace {

constexpr int max_step = 32'767, max_reach = 65'535;

int output_size(const Reading& r, const tinytmpl::core::Window& window, const tinytmpl::core::Sliding& sliding,
                int in) {
  const std::int64_t reach = std::int64_t{sliding.size - 1} * sliding.dilation + 1;
  if (reach > max_reach)
    r.refuse(fmt::format("its kernel reaches over {} elements; at most {} are supported", reach, max_reach));
  if (!window.same && reach > in)
    r.refuse(r.input(0),
             fmt::format("with padding VALID the kernel reaches over {} elements, but the input has {}; use padding "
                         "SAME or a smaller kernel",
                         reach, in));
  return window.length(in, sliding);
}

}  // namespace

bool reaches_outside(const tinytmpl::core::Window& window, const Dims& in, const Dims& out) {
  const auto reaches = [](const tinytmpl::core::Sliding& s, int from, int to) {
    return s.before > 0 || s.start(to - 1) + s.reach() > from;
  };
  return window.same && (reaches(window.rows(in[0]), in[0], out[0]) || reaches(window.cols(in[1]), in[1], out[1]));
}

void expect_image(const Reading& r) {
  const Value& in = r.input(0);
  if (in.shape.size() != 4)
    r.refuse(in, fmt::format("its shape {} is not [1, height, width, channels]", dimensions(in.shape)));
}

tinytmpl::core::Window read_window(const Reading& r, std::int64_t kernel_h, std::int64_t kernel_w) {
  const auto checked = [&r](std::int64_t value) {
    if (value < 1 || value > max_step)
      r.refuse(fmt::format("a stride, dilation or kernel size of {} is not between 1 and {}; the file is damaged",
                           value, max_step));
    return static_cast<int>(value);
  };
  const Attributes& a = r.attributes();
  tinytmpl::core::Window window;
  window.stride_h = checked(a.integer("stride_h")), window.stride_w = checked(a.integer("stride_w"));
  window.dilation_h = checked(a.integer("dilation_h", 1)), window.dilation_w = checked(a.integer("dilation_w", 1));
  window.kernel_h = checked(kernel_h), window.kernel_w = checked(kernel_w);
  const std::string padding = a.text("padding", "SAME");
  if (padding != "SAME" && padding != "VALID")
    r.refuse(fmt::format("its padding {} is neither SAME nor VALID; the file is damaged", padding));
  window.same = padding == "SAME";
  return window;
}

void finish_window(Reading& r, Layer layer, const tinytmpl::core::Window& w, int channels) {
  const Dims& in = r.tensor(0).dims;
  layer.activation = r.fused();
  std::vector<int> shape = r.input(0).shape;
  if (shape[0] != 1 && (w.kernel_h != 1 || w.stride_h != 1))  // else each row has a window of its own
    r.refuse(r.input(0), fmt::format("a batch of {} is not supported here; convert the model with a batch of 1, and "
                                     "without TimeDistributed",
                                     shape[0]));
  const int h = output_size(r, w, {w.kernel_h, w.stride_h, w.dilation_h}, in[0]);
  const int width = output_size(r, w, {w.kernel_w, w.stride_w, w.dilation_w}, in[1]);
  if (shape[0] == 1) shape[1] = h;
  shape[2] = width, shape[3] = channels;
  r.finish(std::move(layer), shape, {h, width, channels});
}

}  // namespace exporter
