// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/conv2d.hpp>

namespace tinytmpl::layers {

constexpr Node depthwise_conv2d(Extent in, const Window& window, int multiplier = 1, bool has_bias = true) {
  Node node = windowed(Op::depthwise_conv2d, "DepthwiseConv2D", window, in, in.c * maximum(1, multiplier));
  node.traits.zero_outside = node.traits.knows_uint8 = true;
  node.require_at_least(Rule::filters, 1, multiplier);
  const std::int64_t each = std::int64_t{node.in().rows.size} * node.cols.size;
  set_weights(node, node.out.extent.c, each, has_bias);
  node.macs = each * node.out.extent.size();
  if (multiplier == 1) node.traits.overwrites = Overwrites::read_row;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Each channel by itself: Keras `DepthwiseConv2D`, TFLite `DEPTHWISE_CONV_2D`.
///
/// shapes   `Shape<h, w, c>` -> `Shape<h', w', c * multiplier>`, along each axis as Conv2D
/// weights  int8 `[kernel.h, kernel.w, c * multiplier]`, one scale or one for each output channel; bias int32 `[c * multiplier]`;
///          or both float32; as_uint8 with a zero point
/// options  as Conv2D, but `DepthMultiplier<n>` in place of `Groups`: each channel gives n, side by side
/// rejects  a vector, a `Valid` kernel larger than its input
/// source   TensorFlow Lite 8-bit quantization specification, DEPTHWISE_CONV_2D
template <Kernel kernel, class... Options>
struct DepthwiseConv2D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(
        ((core::WindowOption<Options> || layers::DepthMultiplierOption<Options> || std::is_same_v<Options, NoBias>) &&
         ...),
        "tinytmpl: the options of DepthwiseConv2D are Stride, Dilation, Same, Valid, DepthMultiplier and NoBias");
    return layers::depthwise_conv2d(in, core::make_window<Options...>(kernel),
                                    (1 * ... * layers::option_value(Options{})), !core::has_option<NoBias, Options...>);
  }
};

}  // namespace tinytmpl
