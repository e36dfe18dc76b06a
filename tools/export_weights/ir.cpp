// SPDX-License-Identifier: BSL-1.0
#include "ir.hpp"

#include <algorithm>
#include <cstring>

#include "operators/operator.hpp"

namespace exporter {

std::int64_t elements(const Dims& dims) {
  std::int64_t product = 1;
  for (const int dim : dims) product *= dim;
  return product;
}

bool contains(const std::vector<int>& tensors, int tensor) {
  return std::find(tensors.begin(), tensors.end(), tensor) != tensors.end();
}

tinytmpl::core::Extent extent(const Dims& dims) {
  const auto from_end = [&dims](std::size_t i) { return i > dims.size() ? 1 : dims[dims.size() - i]; };
  return {from_end(3), from_end(2), from_end(1), static_cast<int>(dims.size())};
}

std::vector<int> computed_inputs(const Network& net, const Layer& layer) {
  std::vector<int> out;
  for (const int input : layer.inputs)
    if (!net[input].is_constant()) out.push_back(input);
  return out;
}

const Tensor* constant_operand(const Network& net, const Layer& layer) {
  for (const int input : layer.inputs)
    if (net[input].is_constant()) return &net[input];
  return nullptr;
}

Element element_of(const Network& net, int tensor) {
  if (net[tensor].element != Element::int8) return net[tensor].element;
  const auto find = [tensor](const std::vector<int>& edges, const std::vector<Element>& elements) {
    const auto at = static_cast<std::size_t>(std::find(edges.begin(), edges.end(), tensor) - edges.begin());
    return at < elements.size() ? elements[at] : Element::int8;
  };
  return std::max(find(net.inputs, net.input_elements), find(net.outputs, net.output_elements));
}

std::int64_t macs(const Network& net, const Layer& layer) { return layer.op->node(net, layer).macs; }

std::int64_t macs(const Network& net) {
  std::int64_t sum = 0;
  for (const Layer& layer : net.layers) sum += macs(net, layer);
  return sum;
}

std::int64_t weight_bytes(const Network& net) {
  std::int64_t sum = 0;
  for (const Layer& layer : net.layers) sum += layer.constants.weights.bytes();
  return sum;
}

std::int64_t bytes(const Tensor& tensor) { return elements(tensor.dims) * tinytmpl::core::size_of(tensor.element); }

std::vector<std::uint8_t> ElementArray::in_memory() const {
  return std::visit(
      [](const auto& elements) {
        std::vector<std::uint8_t> out(elements.size() * sizeof(elements[0]));
        std::memcpy(out.data(), elements.data(), out.size());
        return out;
      },
      all);
}

ElementArray ElementArray::from_memory(Element element, const std::vector<std::uint8_t>& bytes) {
  const auto as = [&bytes]<class T>(std::vector<T> elements) {
    elements.resize(bytes.size() / sizeof(T));
    std::memcpy(elements.data(), bytes.data(), bytes.size());
    return ElementArray(std::move(elements));
  };
  if (element == Element::float32) return as(std::vector<float>());
  if (element == Element::int32) return as(std::vector<std::int32_t>());
  if (element == Element::int64) return as(std::vector<std::int64_t>());
  return element == Element::int16 ? as(std::vector<std::int16_t>()) : as(std::vector<std::int8_t>());
}

bool computes_bytes(const Network& net) {
  return std::all_of(net.tensors.begin(), net.tensors.end(),
                     [](const Tensor& tensor) { return tensor.element == Element::int8; });
}

bool computes_reals(const Network& net) {
  return std::any_of(net.tensors.begin(), net.tensors.end(),
                     [](const Tensor& tensor) { return tensor.element == Element::float32; });
}

}  // namespace exporter
