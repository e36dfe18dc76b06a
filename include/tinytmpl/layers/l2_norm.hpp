// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/real.hpp>

namespace tinytmpl {

/// Each pixel, or a vector, divided by its length: Keras `UnitNormalization`, `tf.math.l2_normalize`, TFLite L2_NORMALIZATION.
///
/// shapes   any -> the same, along the last axis
/// rejects  of int8, an output quantization other than scale 1/128 and zero point 0
/// source   TensorFlow Lite kernels/internal/reference/l2normalization.h
struct L2Normalization {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::l2_norm, "L2Normalization", in, in);
    node.traits.either_axis = true;
    node.demands.fixed_output = {1.0f / 128, 0};
    return node;
  }
};

/// The root of the mean of squares in each window: TFLite L2_POOL_2D, which is there in float32 alone. Shapes, options and rejects as
/// MaxPool2D.
///
/// source   TensorFlow Lite kernels/internal/reference/pooling.h, L2Pool
template <Kernel kernel, class... Options>
struct L2Pool2D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::PoolOption<Options> && ...), "tinytmpl: the options of L2Pool2D are Stride, Same and Valid");
    core::Node node =
        layers::pool(core::Op::l2_pool, in, core::make_window<Stride<kernel.h, kernel.w>, Options...>(kernel));
    node.demands.learn = layers::require_reals;
    return node;
  }
};

}  // namespace tinytmpl
