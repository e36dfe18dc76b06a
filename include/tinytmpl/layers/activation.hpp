// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/layers/curves.hpp>

namespace tinytmpl {

/// Keras `ReLU`, TFLite RELU, fused or as an operator: at least 0. Joins the layer before it where that is exact.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/kernel_util.cc, CalculateActivationRangeQuantized
struct ReLU {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("ReLU", in, core::rescaled, core::Activation::relu);
  }
};

/// Keras `ReLU(max_value=6)`, TFLite RELU6: from 0 to 6. Shapes and source as ReLU.
struct ReLU6 {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("ReLU6", in, core::rescaled, core::Activation::relu6);
  }
};

/// TFLite RELU_N1_TO_1: from -1 to 1. Shapes and source as ReLU.
struct ReLUN1To1 {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("ReLUN1To1", in, core::rescaled, core::Activation::relu_n1_to_1);
  }
};

/// Keras `LeakyReLU`, TFLite LEAKY_RELU: negative numbers times `Parameters::alpha`.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/leaky_relu.h
struct LeakyReLU {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("LeakyReLU", in, layers::leaky_relu_curve);
  }
};

/// Keras `hard_swish`, TFLite HARD_SWISH: x * ReLU6(x + 3) / 6.
///
/// shapes   any -> the same
/// source   TensorFlow Lite kernels/internal/reference/hard_swish.h
struct HardSwish {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("HardSwish", in, layers::hard_swish_curve);
  }
};

/// Keras `sigmoid`, TFLite LOGISTIC: 1 / (1 + exp(-x)).
///
/// shapes   any -> the same
/// rejects  an output quantization other than scale 1/256 and zero point -128
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/logistic.h
struct Sigmoid {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::elementwise("Sigmoid", in, layers::sigmoid_curve);
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
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::elementwise("Tanh", in, layers::tanh_curve);
    node.demands.fixed_output = {1.0f / 128, 0};
    return node;
  }
};

}  // namespace tinytmpl
