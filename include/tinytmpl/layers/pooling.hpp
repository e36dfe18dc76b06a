// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

constexpr Node pool(Op op, Extent in, const Window& window) {
  const char* const kind = op == Op::max_pool ? "MaxPool2D" : op == Op::l2_pool ? "L2Pool2D" : "AveragePool2D";
  Node node = windowed(op, kind, window, in, in.c);
  node.traits.keeps_quantization = true;
  node.traits.knows_uint8 = op == Op::average_pool;
  node.traits.overwrites = Overwrites::read_row;
  return node;
}

/// A window's options without Dilation, which TFLite's pools do not have.
template <class T>
concept PoolOption = WindowOption<T> && !requires(T t) { []<int h, int w>(Dilation<h, w>) {}(t); };

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// The largest of each window: Keras `MaxPooling2D`, TFLite `MAX_POOL_2D`.
///
/// shapes   `Shape<h, w, c>` -> `Shape<h', w', c>`, along each axis as Conv2D
/// options  `Stride<h, w = h>` (default: the kernel), `Same` or `Valid` (default)
/// rejects  a vector, a `Valid` kernel larger than its input
/// source   TensorFlow Lite 8-bit quantization specification, MAX_POOL_2D
template <Kernel kernel, class... Options>
struct MaxPool2D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::PoolOption<Options> && ...),
                  "tinytmpl: the options of MaxPool2D are Stride, Same and Valid");
    return layers::pool(core::Op::max_pool, in, core::make_window<Stride<kernel.h, kernel.w>, Options...>(kernel));
  }
};

/// The rounded mean of each window's taps that lie on the image: Keras `AveragePooling2D`, TFLite `AVERAGE_POOL_2D`.
///
/// shapes, options, rejects  as MaxPool2D
/// source   TensorFlow Lite 8-bit quantization specification, AVERAGE_POOL_2D
template <Kernel kernel, class... Options>
struct AveragePool2D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::PoolOption<Options> && ...),
                  "tinytmpl: the options of AveragePool2D are Stride, Same and Valid");
    return layers::pool(core::Op::average_pool, in, core::make_window<Stride<kernel.h, kernel.w>, Options...>(kernel));
  }
};

}  // namespace tinytmpl
