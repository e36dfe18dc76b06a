// SPDX-License-Identifier: BSL-1.0
#include "emit/parameters.hpp"

#include <algorithm>

#include "operators/activation.hpp"

namespace exporter {
namespace {

bool writes_quantization(const Network& net, const Layer& layer) {
  if (layer.activation != Activation::none) return false;  // what is fused does
  if (!layer.op->node(net, layer).traits.keeps_quantization || element_of(net, layer.output()) != Element::int8)
    return true;
  return std::any_of(net.layers.begin(), net.layers.end(), [&](const Layer& reader) {
    return reader.op == &operators::activation && reader.inputs[0] == layer.output() &&
           net.out(reader).quantization != net.out(layer).quantization;
  });
}

}  // namespace

tinytmpl::Parameters own_parameters(const Network& net, const Layer& layer) {
  const Constants& k = layer.constants;
  tinytmpl::Parameters out{.weights = k.weights, .biases = k.biases, .scales = k.scales};
  out.weights_zero_point = k.zero_point, out.as_uint8 = layer.as_uint8;
  if (const Tensor* const constant = constant_operand(net, layer)) {
    out.weights = constant->constant;
    if (constant->quantization.known()) out.scales = {&constant->quantization.scale, 1};
    out.weights_zero_point = constant->quantization.zero_point;
  }
  if (writes_quantization(net, layer)) out.output = net.out(layer).quantization, out.element = net.out(layer).element;
  layer.op->parameters(layer, out);
  return out;
}

}  // namespace exporter
