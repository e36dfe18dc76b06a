// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

namespace layers {

inline constexpr Curve given_curve{[](CurveOutputs& outputs, const CurveGiven& given) {
  for (int i = 0; i < 256; ++i) outputs[i] = given.table[i];
}};

}  // namespace layers

/// Any function of an element, as a table: what becomes of ELU, EXP, SQUARE and others that no integer arithmetic defines, and of
/// several in a row that a converter left in float32.
///
/// shapes   any -> the same
/// weights  int8, 256: the outputs for the inputs -128 ... 127
/// source   whoever made the table; tinytmpl-export computes TensorFlow Lite Micro's float kernels
struct Lookup {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::elementwise("Lookup", in, layers::given_curve);
    node.demands.weights = 256;
    node.demands.table_bytes = 0;  // it is the weights
    return node;
  }
};

}  // namespace tinytmpl
