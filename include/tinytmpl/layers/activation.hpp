// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

/// Keras `ReLU`, TFLite RELU, fused or as an operator: at least 0. Joins the layer before it where that is exact.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/kernel_util.cc, CalculateActivationRangeQuantized
struct ReLU {
  static constexpr Node describe(Extent in) { return elementwise("ReLU", in, Curve::scaled, Activation::relu); }
};

/// Keras `ReLU(max_value=6)`, TFLite RELU6: from 0 to 6. Shapes and source as ReLU.
struct ReLU6 {
  static constexpr Node describe(Extent in) { return elementwise("ReLU6", in, Curve::scaled, Activation::relu6); }
};

/// TFLite RELU_N1_TO_1: from -1 to 1. Shapes and source as ReLU.
struct ReLUN1To1 {
  static constexpr Node describe(Extent in) {
    return elementwise("ReLUN1To1", in, Curve::scaled, Activation::relu_n1_to_1);
  }
};

/// Keras `LeakyReLU`, TFLite LEAKY_RELU: negative numbers times `Parameters::alpha`.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/leaky_relu.h
struct LeakyReLU {
  static constexpr Node describe(Extent in) { return elementwise("LeakyReLU", in, Curve::leaky_relu); }
};

/// Keras `hard_swish`, TFLite HARD_SWISH: x * ReLU6(x + 3) / 6.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/hard_swish.h
struct HardSwish {
  static constexpr Node describe(Extent in) { return elementwise("HardSwish", in, Curve::hard_swish); }
};

/// Keras `sigmoid`, TFLite LOGISTIC: 1 / (1 + exp(-x)).
///
/// shapes   any -> the same
/// rejects  an output quantization other than scale 1/256 and zero point -128
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/logistic.h
struct Sigmoid {
  static constexpr Node describe(Extent in) {
    Node node = elementwise("Sigmoid", in, Curve::sigmoid);
    node.demands.fixed_output = {1.0f / 256, -128};
    return node;
  }
};

/// Keras `tanh`, TFLite TANH.
///
/// shapes   any -> the same
/// rejects  an output quantization other than scale 1/128 and zero point 0
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/tanh.h
struct Tanh {
  static constexpr Node describe(Extent in) {
    Node node = elementwise("Tanh", in, Curve::tanh);
    node.demands.fixed_output = {1.0f / 128, 0};
    return node;
  }
};

}  // namespace tinytmpl
