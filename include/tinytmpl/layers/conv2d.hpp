// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

template <int count>
struct Groups {};  ///< Filters and channels in so many groups that do not see each other.
template <int factor>
struct DepthMultiplier {};  ///< Each channel gives so many, side by side.
struct NoBias {};           ///< The layer adds no bias.

}  // namespace tinytmpl

namespace tinytmpl::layers {

inline constexpr Attribute<0> has_factors;  ///< In place of multipliers.

/// The weights of `node`, one filter for each of `filters`.
constexpr void set_weights(Node& node, int filters, std::int64_t each, bool has_bias) {
  const std::int64_t weights = filters * each;
  node.require(weights <= (1 << 30), Rule::weights_size, 1 << 30,
               static_cast<int>(minimum(weights, std::int64_t{0x7FFFFFFF})));
  node.demands.weights = static_cast<int>(minimum(weights, std::int64_t{1} << 30));
  node.demands.biases = has_bias ? filters : 0;
  node.demands.scales = node.demands.multipliers = filters;
  node.traits.widens = true;
}

constexpr Node conv2d(Extent in, int filters, const Window& window, int groups = 1, bool has_bias = true) {
  Node node = windowed(Op::conv2d, "Conv2D", window, in, filters);
  node.traits.zero_outside = node.traits.knows_uint8 = true;
  node.require_at_least(Rule::groups, 1, groups);
  const int parts = maximum(1, groups);
  node.require(in.c % parts == 0, Rule::groups_of_channels, parts, in.c);
  node.require(filters % parts == 0, Rule::groups_of_filters, parts, filters);
  const std::int64_t each = std::int64_t{node.in().rows.size} * node.cols.size * maximum(1, in.c / parts);
  set_weights(node, node.out.extent.c, each, has_bias);
  node.macs = each * node.out.extent.size();
  return node;
}

constexpr int option_value(auto) { return 1; }
template <int count>
constexpr int option_value(Groups<count>) {
  return count;
}
template <int factor>
constexpr int option_value(DepthMultiplier<factor>) {
  return factor;
}
/// Is `T` a Groups?
template <class T>
concept GroupsOption = requires(T t) { []<int count>(Groups<count>) {}(t); };
/// Is `T` a DepthMultiplier?
template <class T>
concept DepthMultiplierOption = requires(T t) { []<int factor>(DepthMultiplier<factor>) {}(t); };

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// 2-D convolution: Keras `Conv2D`, TFLite `CONV_2D`.
///
/// shapes   `Shape<h, w, c>` -> `Shape<h', w', filters>`; along each axis ceil(in / stride) if `Same`, else
///          ceil((in - (kernel - 1) * dilation) / stride)
/// weights  int8 `[filters, kernel.h, kernel.w, c / groups]` (OHWI), one scale or one for each filter; bias int32 `[filters]`;
///          or both float32; as_uint8 with a zero point
/// options  `Stride<h, w = h>`, `Dilation<h, w = h>`, `Same` or `Valid` (default), `Groups<n>`, `NoBias`, in any order
/// rejects  a vector, a `Valid` kernel larger than its input, channels or filters that do not divide into the groups
/// source   TensorFlow Lite 8-bit quantization specification, CONV_2D
template <int filters, Kernel kernel, class... Options>
struct Conv2D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(
        ((core::WindowOption<Options> || layers::GroupsOption<Options> || std::is_same_v<Options, NoBias>) && ...),
        "tinytmpl: the options of Conv2D are Stride, Dilation, Same, Valid, Groups and NoBias");
    return layers::conv2d(in, filters, core::make_window<Options...>(kernel),
                          (1 * ... * layers::option_value(Options{})), !core::has_option<NoBias, Options...>);
  }
};

}  // namespace tinytmpl
