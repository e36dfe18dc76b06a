// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/conv2d.hpp>

namespace tinytmpl {

template <int height, int width>
struct OutputSize {};  ///< Of a Conv2DTranspose, where a convolution of several sizes would give its input.

}  // namespace tinytmpl

namespace tinytmpl::layers {

// Of the window along the rows, and its width: a Sliding tells how many inputs meet an output, not how many weights there are.
inline constexpr Attribute<0> kernel_rows;
inline constexpr Attribute<1> kernel_columns;
inline constexpr Attribute<2> row_stride;
inline constexpr Attribute<3> rows_before_first;

/// Which of the inputs meet each of `out`: those whose windows, each `stride` behind the last one, reach it.
///
/// source   TensorFlow Lite Micro kernels/transpose_conv.cc; kernels/padding.h
constexpr Sliding met_by(int kernel, int stride, bool same, int out) {
  const int positions =
      (same ? out + stride - 1 : out + stride - kernel) / stride;  // of a convolution that reads the output
  const int padding = maximum(0, (positions - 1) * stride + kernel - out) / 2;
  return {.size = divide_up(kernel, stride), .before = kernel - stride - padding, .per = stride};
}

/// A height or width of 0 is the usual one.
constexpr Node conv2d_transpose(Extent in, int filters, const Window& asked, int height, int width, bool has_bias) {
  Node node = unary(Op::conv2d_transpose, "Conv2DTranspose", in, {});
  node.require_at_least(Rule::image, 3, in.rank);
  node.require_at_least(Rule::filters, 1, filters);
  node.require_at_least(Rule::window, 1, asked.least());
  node.require_at_least(Rule::transposed_extent, 0, minimum(height, width));
  const Window window = asked.least() < 1 ? Window{} : asked;
  const auto usual = [&window](int given, int length, int kernel, int stride) {
    const std::int64_t size = std::int64_t{length} * stride + (window.same ? 0 : maximum(0, kernel - stride));
    return given > 0 ? given : static_cast<int>(minimum(size, std::int64_t{max_elements}));
  };
  node.out.extent = {usual(height, in.h, window.kernel_h, window.stride_h),
                     usual(width, in.w, window.kernel_w, window.stride_w), maximum(1, filters), 3};
  node.operands[0].rows = met_by(window.kernel_h, window.stride_h, window.same, node.out.extent.h);
  node.cols = met_by(window.kernel_w, window.stride_w, window.same, node.out.extent.w);
  kernel_rows(node) = window.kernel_h, kernel_columns(node) = window.kernel_w;
  row_stride(node) = window.stride_h, rows_before_first(node) = node.in().rows.before;
  node.traits.clamps = true;
  const std::int64_t each = std::int64_t{window.kernel_h} * window.kernel_w * in.c;
  set_weights(node, node.out.extent.c, each, has_bias);
  node.macs = each * node.out.extent.c * in.h * in.w;
  return node;
}

constexpr Extent size_of_output(auto) { return {0, 0, 0, 0}; }
template <int height, int width>
constexpr Extent size_of_output(OutputSize<height, width>) {
  return {height, width, 0, 0};
}
/// Is `T` an OutputSize?
template <class T>
concept OutputSizeOption = requires(T t) { []<int height, int width>(OutputSize<height, width>) {}(t); };
/// Is `T` a Stride?
template <class T>
concept StrideOption = requires(T t) { []<int h, int w>(Stride<h, w>) {}(t); };

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Each input adds a window of the output: Keras `Conv2DTranspose`, TFLite TRANSPOSE_CONV.
///
/// shapes   `Shape<h, w, c>` -> `Shape<h', w', filters>`; along each axis in * stride if `Same`, else more by kernel - stride if that
///          is positive; or what `OutputSize` says
/// weights  int8 `[filters, kernel.h, kernel.w, c]` (OHWI), one scale or one for each filter; bias int32 `[filters]`
/// options  `Stride<h, w = h>`, `Same` or `Valid` (default), `OutputSize<h, w>`, `NoBias`, in any order
/// rejects  a vector
/// source   TensorFlow Lite kernels/internal/reference/integer_ops/transpose_conv.h
template <int filters, Kernel kernel, class... Options>
struct Conv2DTranspose {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(((layers::StrideOption<Options> || std::is_same_v<Options, Same> || std::is_same_v<Options, Valid> ||
                    layers::OutputSizeOption<Options> || std::is_same_v<Options, NoBias>) &&
                   ...),
                  "tinytmpl: the options of Conv2DTranspose are Stride, Same, Valid, OutputSize and NoBias");
    return layers::conv2d_transpose(
        in, filters, core::make_window<Options...>(kernel), (0 + ... + layers::size_of_output(Options{}).h),
        (0 + ... + layers::size_of_output(Options{}).w), !core::has_option<NoBias, Options...>);
  }
};

}  // namespace tinytmpl
