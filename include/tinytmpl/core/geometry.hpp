// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/numbers.hpp>
#include <tinytmpl/core/policy.hpp>

namespace tinytmpl::core {

/// Width, channels and elements of the rows of one operand.
struct RowShape {
  int w = 0, c = 0;
  Element element = Element::int8;
  bool in_flash = false;  // and may be read only as Geometry::flash says

  constexpr int size() const { return w * c; }
  constexpr int bytes() const { return size() * size_of(element); }
  friend constexpr bool operator==(const RowShape&, const RowShape&) = default;
};

/// What a kernel knows at compile time: a row of one operator. It holds no height, no position and no scale, so nodes of equal
/// geometry share one instantiation.
struct Geometry {
  Op op = Op::input;
  RowShape out;
  int operand_count = 0;
  Array<RowShape, max_operands> in;
  int kernel_h = 1, stride_h = 1;  // of the first operand's rows
  Sliding cols;
  int filter_c = 0;                 // of a convolution: channels that one filter sees
  Element weights = Element::int8;  // of which its weights are
  Element biases = Element::int32;
  Attributes own;  // the node's
  bool has_bias = false;
  bool as_uint8 = false;  // as TFLite's kernels of uint8 compute it; kernels that know nothing of that do not take it
  bool bands = true;      // may it be computed several rows at once?
  Rounding rounding = Rounding{};
  Optimize optimize = Optimize::speed;
  FlashAccess flash = FlashAccess::any;
  Numbers numbers;
};

}  // namespace tinytmpl::core
