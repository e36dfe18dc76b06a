// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Zeros before and behind the elements along each axis.
struct Padding {
  int top = 0, bottom = 0, left = 0, right = 0, channels_before = 0, channels_after = 0;

  constexpr int least() const {
    return minimum(minimum(minimum(top, bottom), minimum(left, right)), minimum(channels_before, channels_after));
  }
};

inline constexpr Attribute<0> channels_before;  ///< Those of zeros, before the input's.
inline constexpr Attribute<1> has_value;        ///< Not zeros, but
inline constexpr Attribute<2> padded_value;     ///< this element; of float32 its bits.

constexpr Node pad(Extent in, const Padding& p) {
  Node node = unary(Op::pad, "Pad", in, in);
  node.traits.keeps_quantization = node.traits.either_axis = true;
  node.require_at_least(Rule::padding, 0, p.least());
  if (node.fault.found()) return node;
  node.out.extent = {in.h + p.top + p.bottom, in.w + p.left + p.right, in.c + p.channels_before + p.channels_after,
                     in.rank};
  node.operands[0].rows.before = p.top, node.cols.before = p.left;
  channels_before(node) = p.channels_before;
  return node;
}

/// The same with another value in place of zero.
constexpr Node pad_with(int value, Extent in, const Padding& p) {
  Node node = pad(in, p);
  has_value(node) = 1, padded_value(node) = value;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Zeros around an image: Keras `ZeroPadding2D`, TFLite PAD. Becomes padding of the convolution that follows, if one does.
///
/// shapes   `Shape<h, w, c>` -> `Shape<top + h + bottom, left + w + right, channels_before + c + channels_after>`
/// rejects  negative padding
/// source   TensorFlow Lite 8-bit quantization specification, PAD
template <int top, int bottom = top, int left = top, int right = left, int channels_before = 0, int channels_after = 0>
struct Pad {
  static constexpr core::Node describe(core::Extent in) {
    return layers::pad(in, {top, bottom, left, right, channels_before, channels_after});
  }
};

/// The same with another value than zero, as an element in memory: TFLite PADV2.
///
/// shapes   as Pad
/// rejects  as Pad
/// source   TensorFlow Lite Micro kernels/pad.cc
template <int value, int top, int bottom = top, int left = top, int right = left, int channels_before = 0,
          int channels_after = 0>
struct PadWith {
  static constexpr core::Node describe(core::Extent in) {
    return layers::pad_with(value, in, {top, bottom, left, right, channels_before, channels_after});
  }
};

}  // namespace tinytmpl
