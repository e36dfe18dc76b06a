// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/real.hpp>

namespace tinytmpl {

/// The logarithm of a softmax over the last axis: `tf.nn.log_softmax`, TFLite LOG_SOFTMAX; in float32.
///
/// shapes   any -> the same
/// rejects  other elements than float32
/// source   TensorFlow Lite kernels/internal/reference/log_softmax.h
struct LogSoftmax {
  static constexpr core::Node describe(core::Extent in) {
    core::Node node = core::unary(core::Op::log_softmax, "LogSoftmax", in, in);
    node.traits.either_axis = true;
    node.demands.learn = layers::require_reals;
    return node;
  }
};

}  // namespace tinytmpl
