// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/conv2d.hpp>

namespace tinytmpl {

struct LastAxis {};  ///< Applies a Dense to the channels at every position, as Keras does.

}  // namespace tinytmpl

namespace tinytmpl::layers {

constexpr Node dense(Extent in, int units, bool last_axis = false, bool has_bias = true) {
  const int count = maximum(1, units);
  Node node = unary(last_axis ? Op::conv2d : Op::dense, "Dense", in, {1, 1, count, 1});
  node.traits.clamps = node.traits.either_axis = true;
  node.traits.knows_uint8 = node.traits.multiplies_reals = true;
  node.require_at_least(Rule::filters, 1, units);
  if (last_axis) {
    node.out.extent = {in.h, in.w, count, in.rank};
  } else {
    node.operands[0].rows.size = in.h, node.cols.size = in.w;
    node.traits.takes_all = true;
  }
  set_weights(node, count, last_axis ? in.c : in.size(), has_bias);
  node.macs = std::int64_t{node.demands.weights} * (last_axis ? in.h * in.w : 1);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Every output sees every input: Keras `Dense`, TFLite `FULLY_CONNECTED`. An image is read in its layout, without a copy.
///
/// shapes   any -> `Shape<units>`; with `LastAxis` the last extent becomes `units`
/// weights  int8 `[units, inputs]`, one scale or one for each unit; bias int32 `[units]`; or both float32;
///          as_uint8 with a zero point
/// options  `LastAxis`, `NoBias`
/// source   TensorFlow Lite 8-bit quantization specification, FULLY_CONNECTED
template <int units, class... Options>
struct Dense {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(((std::is_same_v<Options, LastAxis> || std::is_same_v<Options, NoBias>) && ...),
                  "tinytmpl: the options of Dense are LastAxis and NoBias");
    return layers::dense(in, units, core::has_option<LastAxis, Options...>, !core::has_option<NoBias, Options...>);
  }
};

}  // namespace tinytmpl
