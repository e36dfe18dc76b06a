// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// Elements of another type, whatever they stand for: TFLite CAST. Real numbers lose what stands behind the point; integers lose their high
/// bits; of bool any number but 0 is true.
///
/// shapes   any -> the same
/// source   TensorFlow Lite Micro kernels/cast.cc
template <Element element>
struct Cast {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::cast, "Cast", in, in);
    node.out.element = element;
    node.traits.either_axis = true;
    return node;
  }
};

}  // namespace tinytmpl
