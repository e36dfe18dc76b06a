// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Where an element of a resized image lies between those of the input. All rows, and all columns, are
///   edges     of equal size, and it looks from its own first edge
///   centers   the same, and it looks from its center
///   corners   places, of which the first and the last are the input's
enum class Sampling { edges, centers, corners };

constexpr int max_side = 32767;  // places are counted in units of 1 / (2 * in * out)

/// The nearest of `in` elements for each of `out`.
constexpr Sliding nearest(Sampling sampling, int in, int out) {
  Sliding s;
  if (sampling == Sampling::edges || (sampling == Sampling::corners && out == 1)) s.stride = in, s.per = out;
  else if (sampling == Sampling::centers) s.stride = 2 * in, s.before = -in, s.per = 2 * out;
  else s.stride = 2 * (in - 1), s.before = 1 - out, s.per = 2 * (out - 1);
  const int common = common_divisor(common_divisor(s.stride, s.before), s.per);
  s.stride /= common, s.before /= common, s.per /= common;
  return s;
}

constexpr Node resize_nearest(Extent in, int height, int width, Sampling sampling) {
  const auto side = [](int length) { return bounded(length, 1, max_side); };
  Node node = unary(Op::resize_nearest, "ResizeNearest", in, {side(height), side(width), in.c, 3});
  node.traits.keeps_quantization = node.traits.either_axis = true;
  node.require_at_least(Rule::image, 3, in.rank);
  for (const int length : {height, width, in.h, in.w})
    node.require(length == side(length), Rule::resized, max_side, length);
  node.operands[0].rows = nearest(sampling, side(in.h), node.out.extent.h);
  node.cols = nearest(sampling, side(in.w), node.out.extent.w);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

struct HalfPixelCenters {};  ///< A resized image's pixels look from their centers.
struct AlignCorners {};      ///< A resized image's corner pixels are the input's.

/// An image of other extents, whose pixels are the nearest of the input: Keras `UpSampling2D`, TFLite RESIZE_NEAREST_NEIGHBOR. Places
/// are whole numbers here and float in the reference, which for some pairs of extents rounds to another pixel, at the edge between
/// two; the exporter refuses those.
///
/// shapes   `Shape<h, w, c>` -> `Shape<height, width, c>`
/// options  `HalfPixelCenters`, or `AlignCorners`
/// rejects  a vector, extents above 32767
/// source   TensorFlow Lite kernels/internal/reference/resize_nearest_neighbor.h
template <int height, int width, class... Options>
struct ResizeNearest {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(((std::is_same_v<Options, HalfPixelCenters> || std::is_same_v<Options, AlignCorners>) && ...) &&
                      sizeof...(Options) <= 1,
                  "tinytmpl: the option of ResizeNearest is HalfPixelCenters or AlignCorners");
    return layers::resize_nearest(in, height, width,
                                  core::has_option<HalfPixelCenters, Options...> ? layers::Sampling::centers
                                  : core::has_option<AlignCorners, Options...>   ? layers::Sampling::corners
                                                                                 : layers::Sampling::edges);
  }
};

}  // namespace tinytmpl
