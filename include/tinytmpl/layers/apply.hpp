// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/layers/functions.hpp>

namespace tinytmpl {

/// The functions that `Apply` has, and how TFLite calls them.
enum class ScalarFunction {
  square_root,             ///< SQRT
  reciprocal_square_root,  ///< RSQRT
  square,                  ///< SQUARE
  negative,                ///< NEG
  exponential,             ///< EXP
  logarithm,               ///< LOG
  sine,                    ///< SIN
  cosine,                  ///< COS
  round_down,              ///< FLOOR
  round_up,                ///< CEIL
  round_to_even,           ///< ROUND
  elu,                     ///< ELU: e^x - 1 below 0
  gelu_by_tanh,            ///< GELU, approximate
  relu_0_to_1,             ///< RELU_0_TO_1
  error_function,          ///< ONNX Erf
  gelu,                    ///< GELU
};

namespace layers {

constexpr Curve curve_for(ScalarFunction function) {
  switch (function) {
    case ScalarFunction::square_root: return curve_of<core::square_root>;
    case ScalarFunction::reciprocal_square_root: return inverse_root_curve;
    case ScalarFunction::square: return curve_of<squared>;
    case ScalarFunction::negative: return curve_of<negated>;
    case ScalarFunction::exponential: return curve_of<core::exponential>;
    case ScalarFunction::logarithm: return curve_of<core::logarithm>;
    case ScalarFunction::sine: return curve_of<core::sine>;
    case ScalarFunction::cosine: return curve_of<core::cosine>;
    case ScalarFunction::round_down: return curve_of<rounded_down>;
    case ScalarFunction::round_up: return curve_of<rounded_up>;
    case ScalarFunction::round_to_even: return curve_of<rounded_to_even>;
    case ScalarFunction::elu: return curve_of<layers::elu>;
    case ScalarFunction::gelu_by_tanh: return curve_of<layers::gelu_by_tanh>;
    case ScalarFunction::relu_0_to_1: return curve_of<layers::relu_0_to_1>;
    case ScalarFunction::error_function: return curve_of<core::error_function>;
    case ScalarFunction::gelu: return curve_of<layers::gelu>;
  }
  return rescaled;
}

}  // namespace layers

/// A function of an element, by its name: `Apply<ScalarFunction::square_root>`. Of int8 it is a table, of what int8 stand for, rounded to
/// the nearest step; reciprocal square roots also of int16.
///
/// shapes   any -> the same
/// source   TensorFlow Lite Micro kernels/elementwise.cc, floor.cc, ceil.cc, round.cc, neg.cc, elu.cc
template <ScalarFunction function>
struct Apply {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("Apply", in, layers::curve_for(function));
  }
};

}  // namespace tinytmpl
