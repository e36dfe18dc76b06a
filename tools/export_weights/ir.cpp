// SPDX-License-Identifier: BSL-1.0
#include "ir.hpp"

#include <algorithm>

namespace exporter {

std::int64_t elements(const Dims& dims) {
  std::int64_t product = 1;
  for (const int dim : dims) product *= dim;
  return product;
}

bool contains(const std::vector<int>& tensors, int tensor) {
  return std::find(tensors.begin(), tensors.end(), tensor) != tensors.end();
}

int dim(const Dims& dims, Axis axis) {
  const std::size_t from_end = 3 - static_cast<std::size_t>(axis);
  return from_end > dims.size() ? 1 : dims[dims.size() - from_end];
}

bool has_constant_operand(const Layer& layer) {
  return (layer.kind == Kind::add || layer.kind == Kind::sub || layer.kind == Kind::mul) && layer.inputs.size() == 1;
}

bool is_weighted(const Layer& layer) {
  return layer.kind == Kind::conv2d || layer.kind == Kind::depthwise_conv2d || layer.kind == Kind::dense;
}

Element element_of(const Network& net, int tensor) {
  const auto find = [tensor](const std::vector<int>& edges, const std::vector<Element>& elements) {
    const auto at = static_cast<std::size_t>(std::find(edges.begin(), edges.end(), tensor) - edges.begin());
    return at < elements.size() ? elements[at] : Element::int8;
  };
  return std::max(find(net.inputs, net.input_elements), find(net.outputs, net.output_elements));
}

std::int64_t macs(const Network& net, const Layer& layer) {
  if (!is_weighted(layer)) return 0;
  const Dims& out = net.out(layer).dims;
  const std::int64_t positions = elements(out) / out.back();
  return positions * static_cast<std::int64_t>(layer.constants.weights.size());
}

std::int64_t macs(const Network& net) {
  std::int64_t sum = 0;
  for (const Layer& layer : net.layers) sum += macs(net, layer);
  return sum;
}

std::int64_t weight_bytes(const Network& net) {
  std::int64_t sum = 0;
  for (const Layer& layer : net.layers)
    if (is_weighted(layer)) sum += static_cast<std::int64_t>(layer.constants.weights.size());
  return sum;
}

Border border(int in, int out, int kernel, int stride, int dilation, bool same) {
  if (!same) return {};
  const int total = std::max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in);
  return {total / 2, total - total / 2};
}

}  // namespace exporter
