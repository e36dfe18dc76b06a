// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/depthwise_conv2d.hpp>
#include <tinytmpl/layers/pooling.hpp>
#include <tinytmpl/layers/reduce.hpp>

/// Keras' layers over time: those over images, for windows of one row. The steps of a sequence lie along the width.
namespace tinytmpl {

struct Causal {};  ///< No output reads steps after its own: zeros before the first, as many as the window reaches back.

}  // namespace tinytmpl

namespace tinytmpl::layers {

/// A window over steps.
template <class... Options>
constexpr Window over_steps(int kernel) {
  Window window = make_window<Options...>(1);
  window.kernel_w = kernel, window.stride_h = window.dilation_h = 1;
  window.same = window.same || has_option<Causal, Options...>;
  return window;
}

/// A matrix, as a layer over images takes it.
constexpr Extent as_image(Extent in) { return {in.h, in.w, in.c, in.rank == 2 ? 3 : in.rank}; }

/// What such a layer makes of `in`, as the layer over time `kind`.
constexpr Node over_time(const char* kind, Node node, Extent in, bool causal = false) {
  node.kind = kind;
  node.out.extent.rank = in.rank == 2 ? 2 : 3;
  if (causal) node.cols.before = node.cols.reach() - 1;
  return node;
}

/// An option of a convolution over time.
template <class T>
concept OverTimeOption = WindowOption<T> || std::is_same_v<T, Causal> || std::is_same_v<T, NoBias>;

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// 1-D convolution: Keras `Conv1D`, TFLite `CONV_2D` of an image of one row.
///
/// shapes   `Shape<steps, c>` -> `Shape<steps', filters>`: ceil(steps / stride) if `Same` or `Causal`, else as Conv2D
/// weights  int8 `[filters, kernel, c / groups]`, one scale or one for each filter; bias int32 `[filters]`
/// options  `Stride<n>`, `Dilation<n>`, `Same`, `Causal` or `Valid` (default), `Groups<n>`, `NoBias`, in any order
/// rejects  as Conv2D
/// source   as Conv2D
template <int filters, int kernel, class... Options>
struct Conv1D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(((layers::OverTimeOption<Options> || layers::GroupsOption<Options>) && ...),
                  "tinytmpl: the options of Conv1D are Stride, Dilation, Same, Valid, Causal, Groups and NoBias");
    return layers::over_time(
        "Conv1D",
        layers::conv2d(layers::as_image(in), filters, layers::over_steps<Options...>(kernel),
                       (1 * ... * layers::option_value(Options{})), !core::has_option<NoBias, Options...>),
        in, core::has_option<Causal, Options...>);
  }
};

/// Each channel by itself: Keras `DepthwiseConv1D`, TFLite `DEPTHWISE_CONV_2D` of an image of one row.
///
/// shapes   `Shape<steps, c>` -> `Shape<steps', c * multiplier>`, steps as Conv1D
/// weights  int8 `[kernel, c * multiplier]`, one scale or one for each output channel; bias int32 `[c * multiplier]`
/// options  as Conv1D, but `DepthMultiplier<n>` in place of `Groups`
/// rejects  as DepthwiseConv2D
/// source   as DepthwiseConv2D
template <int kernel, class... Options>
struct DepthwiseConv1D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(((layers::OverTimeOption<Options> || layers::DepthMultiplierOption<Options>) && ...),
                  "tinytmpl: the options of DepthwiseConv1D are Stride, Dilation, Same, Valid, Causal, DepthMultiplier "
                  "and NoBias");
    return layers::over_time(
        "DepthwiseConv1D",
        layers::depthwise_conv2d(layers::as_image(in), layers::over_steps<Options...>(kernel),
                                 (1 * ... * layers::option_value(Options{})), !core::has_option<NoBias, Options...>),
        in, core::has_option<Causal, Options...>);
  }
};

/// The largest of each window: Keras `MaxPooling1D`. Shapes as Conv1D, options, rejects and source as MaxPool2D.
template <int kernel, class... Options>
struct MaxPool1D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::PoolOption<Options> && ...),
                  "tinytmpl: the options of MaxPool1D are Stride, Same and Valid");
    const core::Window window = layers::over_steps<Stride<kernel>, Options...>(kernel);
    return layers::over_time("MaxPool1D", layers::pool(core::Op::max_pool, layers::as_image(in), window), in);
  }
};

/// The rounded mean of each window: Keras `AveragePooling1D`. Shapes as Conv1D, options, rejects and source as AveragePool2D.
template <int kernel, class... Options>
struct AveragePool1D {
  static constexpr core::Node describe(core::Extent in) {
    static_assert((layers::PoolOption<Options> && ...),
                  "tinytmpl: the options of AveragePool1D are Stride, Same and Valid");
    const core::Window window = layers::over_steps<Stride<kernel>, Options...>(kernel);
    return layers::over_time("AveragePool1D", layers::pool(core::Op::average_pool, layers::as_image(in), window), in);
  }
};

/// The mean of each channel: Keras `GlobalAveragePooling1D`, TFLite MEAN over the steps.
///
/// shapes   `Shape<steps, c>` -> `Shape<c>`
/// source   as Mean
struct GlobalAveragePool1D {
  static constexpr core::Node describe(core::Extent in) {
    return layers::mean("GlobalAveragePool1D", in, {.w = true}, false);
  }
};

}  // namespace tinytmpl
