// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::layers {

/// Where the largest, or the smallest, stands along one axis.
constexpr Node arg_extreme(Op op, const char* kind, Extent in, Axis axis, Element element) {
  Axes axes;
  axes.add(axis);
  Node node = reduction(op, kind, in, axes, false);
  node.traits.clamps = false;
  node.require(element == Element::int32 || element == Element::int64, Rule::index_element, 1, 0);
  node.out.element = element;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Where along an axis the largest element stands, the first of them, as `std::int32_t`, or, of Element::int64, as
/// `std::int64_t`: of a classifier the class. TFLite ARG_MAX.
///
/// shapes   any -> without the axis
/// rejects  places of another element
/// source   TensorFlow Lite kernels/internal/reference/arg_min_max.h
template <Axis axis = Axis::channels, Element element = Element::int32>
struct ArgMax {
  static constexpr core::Node describe(core::Extent in) {
    return layers::arg_extreme(core::Op::arg_max, "ArgMax", in, axis, element);
  }
};

/// The same of the smallest one: TFLite ARG_MIN. Shapes, rejects and source as ArgMax.
template <Axis axis = Axis::channels, Element element = Element::int32>
struct ArgMin {
  static constexpr core::Node describe(core::Extent in) {
    return layers::arg_extreme(core::Op::arg_min, "ArgMin", in, axis, element);
  }
};

}  // namespace tinytmpl
