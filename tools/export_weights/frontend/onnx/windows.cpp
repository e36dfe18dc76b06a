// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/windows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "text.hpp"

namespace exporter::onnx {
namespace {

constexpr std::int64_t most = 32'767;

std::int64_t checked(const Importer& x, std::int64_t number, std::int64_t least) {
  if (number < least || number > most)
    x.refuse(fmt::format("a kernel, stride, dilation or padding of {} is not between {} and {}; the file is damaged",
                         number, least, most));
  return number;
}

}  // namespace

bool Window::is_same(const Shape& image) const {
  if (is_valid()) return false;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t in = image[i + 1], steps = (in + stride[i] - 1) / stride[i];
    const std::int64_t total = std::max<std::int64_t>((steps - 1) * stride[i] + reach(i) - in, 0);
    if (before[i] != total / 2 || after[i] != total - total / 2) return false;
  }
  return true;
}

std::array<std::int64_t, 2> two_numbers(const Importer& x, std::string_view attribute, std::int64_t otherwise) {
  const Integers all = x.integers(attribute).value_or(Integers{});
  if (all.empty()) return {otherwise, otherwise};
  if (all.size() > 2)
    x.refuse(fmt::format("its {} have {} numbers; only sequences and images of height and width are supported",
                         attribute, all.size()));
  const std::int64_t last = checked(x, all.back(), 0);
  return {all.size() == 2 ? checked(x, all[0], 0) : otherwise, last};
}

std::array<std::int64_t, 2> kernel_shape(const Importer& x) { return two_numbers(x, "kernel_shape", 1); }

Window read_window(const Importer& x, const Shape& image, std::array<std::int64_t, 2> kernel) {
  Window out{.kernel = kernel, .stride = two_numbers(x, "strides", 1), .dilation = two_numbers(x, "dilations", 1)};
  const Integers pads = x.integers("pads").value_or(Integers{});
  if (!pads.empty() && pads.size() != 2 && pads.size() != 4) x.refuse("its pads are not two for each dimension");
  const std::string automatic = x.text("auto_pad", "NOTSET");
  for (std::size_t i = 0; i < 2; ++i) {
    checked(x, out.kernel[i], 1), checked(x, out.stride[i], 1), checked(x, out.dilation[i], 1);
    if (pads.size() == 4) out.before[i] = checked(x, pads[i], 0), out.after[i] = checked(x, pads[i + 2], 0);
    if (pads.size() == 2 && i == 1) out.before[i] = checked(x, pads[0], 0), out.after[i] = checked(x, pads[1], 0);
    const std::int64_t in = image[i + 1];
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
      const std::int64_t steps = (in + out.stride[i] - 1) / out.stride[i];
      const std::int64_t total = std::max<std::int64_t>((steps - 1) * out.stride[i] + out.reach(i) - in, 0);
      out.before[i] = automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
      out.after[i] = total - out.before[i];
    } else if (automatic == "VALID") {
      out.before[i] = out.after[i] = 0;
    } else if (automatic != "NOTSET" && !automatic.empty()) {
      x.refuse(fmt::format("its auto_pad is {}; the file is damaged", exporter::quoted(automatic)));
    }
    if (out.reach(i) > in + out.before[i] + out.after[i])
      x.refuse(
          fmt::format("its kernel reaches over {} elements, but the padded input has {}; use more padding or a "
                      "smaller kernel",
                      out.reach(i), in + out.before[i] + out.after[i]));
  }
  return out;
}

Shape slid(const Importer&, const Window& window, const Shape& image) {
  Shape out;
  for (std::size_t i = 0; i < 2; ++i)
    out.push_back(
        static_cast<int>((image[i + 1] + window.before[i] + window.after[i] - window.reach(i)) / window.stride[i] + 1));
  return out;
}

int padded(Importer& x, int image, const Window& w, std::optional<float> value) {
  if (w.is_valid()) return image;
  Shape to = x.graph[image].shape;
  for (std::size_t i = 0; i < 2; ++i) to[i + 1] += static_cast<int>(w.before[i] + w.after[i]);
  const Integers amounts{0, 0, w.before[0], w.after[0], w.before[1], w.after[1], 0, 0};
  const int sides = x.reshaped(x.int32s(amounts), {4, 2});
  if (!value) return x.add("PAD", {image, sides}, to);
  return x.add("PADV2", {image, sides, x.reals({}, {double{*value}})}, to);
}

Attributes window_attributes(const Window& window, bool same) {
  Attributes out;
  out.set("padding", std::string(same ? "SAME" : "VALID"));
  out.set("stride_h", window.stride[0]), out.set("stride_w", window.stride[1]);
  out.set("dilation_h", window.dilation[0]), out.set("dilation_w", window.dilation[1]);
  return out;
}

}  // namespace exporter::onnx
