// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

namespace layers {

/// source   TensorFlow Lite Micro kernels/elementwise.cc, AbsEvalQuantized
inline constexpr Curve abs_curve{
    .fill =
        [](CurveOutputs& outputs, const CurveGiven& given) {
          const Multiplier m = given.multiplier(given.ratio());
          for (int i = 0; i < 256; ++i) {
            const std::int32_t x = given.difference(i);
            outputs[i] = given.out.zero_point + given.multiply(x < 0 ? -x : x, m);
          }
        },
    .real = [](float x, float) { return x < 0 ? -x : x + 0.0f; },
    .wide = {rescaled.wide.derive,
             [](std::int32_t x, const Multiplier* m, Multiply* multiply) { return multiply(x < 0 ? -x : x, m[0]); }}};

}  // namespace layers

/// The distance to zero: TFLite ABS.
///
/// shapes   any -> the same
/// source   TensorFlow Lite Micro kernels/elementwise.cc
struct Abs {
  static constexpr core::Node describe(core::Extent in) { return core::elementwise("Abs", in, layers::abs_curve); }
};

}  // namespace tinytmpl
