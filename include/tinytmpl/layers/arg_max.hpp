// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/reduce.hpp>

namespace tinytmpl::layers {

/// Where the largest, or the smallest, stands along one axis.
constexpr Node arg_extreme(Op op, const char* kind, Extent in, Axis axis) {
  Axes axes;
  axes.add(axis);
  Node node = reduction(op, kind, in, axes, false);
  node.traits.clamps = false;
  node.out.element = Element::int32;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Where along an axis the largest element stands, the first of them, as `std::int32_t`: of a classifier the class. TFLite ARG_MAX.
///
/// shapes   any -> without the axis
/// source   TensorFlow Lite kernels/internal/reference/arg_min_max.h
template <Axis axis = Axis::channels>
struct ArgMax {
  static constexpr core::Node describe(core::Extent in) {
    return layers::arg_extreme(core::Op::arg_max, "ArgMax", in, axis);
  }
};

/// The same of the smallest one: TFLite ARG_MIN. Shapes and source as ArgMax.
template <Axis axis = Axis::channels>
struct ArgMin {
  static constexpr core::Node describe(core::Extent in) {
    return layers::arg_extreme(core::Op::arg_min, "ArgMin", in, axis);
  }
};

}  // namespace tinytmpl
