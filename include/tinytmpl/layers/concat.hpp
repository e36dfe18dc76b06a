// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// An axis of a tensor, the batch left out; a vector has channels only.
enum class Axis { height, width, channels };

}  // namespace tinytmpl

namespace tinytmpl::layers {

constexpr Node concat(Axis axis, Extent* parts, int count) {
  Node node = unary(Op::concat, "Concat", parts[0], parts[0]);
  node.require(count <= max_operands, Rule::joined_tensors, max_operands, count);
  node.operand_count = minimum(count, max_operands);
  node.traits.keeps_quantization = node.traits.either_axis = true;
  for (int k = 1; k < node.operand_count; ++k) {
    const Extent part = parts[k];
    Operand& operand = node.operands[k];
    operand.extent = part;
    if (axis != Axis::height) node.require_equal(Rule::joined, parts[0].h, part.h);
    if (axis != Axis::width) node.require_equal(Rule::joined, parts[0].w, part.w);
    if (axis != Axis::channels) node.require_equal(Rule::joined, parts[0].c, part.c);
    if (axis == Axis::height) operand.rows.before = node.out.extent.h, node.out.extent.h += part.h;
    if (axis == Axis::width) node.out.extent.w += part.w;
    if (axis == Axis::channels) node.out.extent.c += part.c;
  }
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Tensors one after the other along an axis: Keras `Concatenate`, TFLite CONCATENATION.
///
/// shapes   two to eight that agree in the other extents -> the sum of the extents along `axis`
/// rejects  other extents that differ, operands of different quantization
/// source   TensorFlow Lite 8-bit quantization specification, CONCATENATION
template <Axis axis = Axis::channels>
struct Concat {
  static constexpr core::Node describe(auto... parts) {
    core::Extent extents[] = {parts...};
    return layers::concat(axis, extents, sizeof...(parts));
  }
};

}  // namespace tinytmpl
