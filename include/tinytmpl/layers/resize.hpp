// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl {

struct HalfPixelCenters {};  ///< A resized image's pixels look from their centers.
struct AlignCorners {};      ///< A resized image's corner pixels are the input's.

}  // namespace tinytmpl

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

constexpr int place_bits = 10;  // behind the point, of a place between two elements

/// The two of `in` elements between which each of `out` lies.
///
/// source   TensorFlow Lite kernels/internal/reference/resize_bilinear.h, ResizeBilinearInteger
constexpr Sliding between(Sampling sampling, int in, int out) {
  constexpr int unit = 1 << place_bits;
  const bool corners = sampling == Sampling::corners && out > 1;
  const int step = corners ? (unit * (in - 1) + (out - 1) / 2) / (out - 1) : (unit * in + out / 2) / out;
  return {.size = 2, .stride = step, .before = sampling == Sampling::centers ? unit / 2 - step / 2 : 0, .per = unit};
}

// Of the rows, as `Node::cols` says it of the columns.
inline constexpr Attribute<0> row_step;
inline constexpr Attribute<1> rows_before;

constexpr Node resize_bilinear(Extent in, int height, int width, Sampling sampling) {
  Node node = resize_nearest(in, height, width, sampling);
  node.op = Op::resize_bilinear, node.kind = "ResizeBilinear";
  node.traits.either_axis = false;
  const Extent out = node.out.extent;
  Sliding& rows = node.operands[0].rows;
  const auto look = [&node](Sliding& s, Sampling how, int from, int to) {
    s = between(how, minimum(from, max_side), to);
    node.require(s.start(to - 1) < from, Rule::resized_beyond, from, s.start(to - 1) + 1);
  };
  look(rows, sampling, in.h, out.h), look(node.cols, sampling, in.w, out.w);
  row_step(node) = rows.stride, rows_before(node) = rows.before;
  return node;
}

/// Options of a resize.
template <class... Options>
constexpr Sampling sampling_of() {
  return has_option<HalfPixelCenters, Options...> ? Sampling::centers
       : has_option<AlignCorners, Options...>     ? Sampling::corners
                                                  : Sampling::edges;
}
/// Are they at most one of the two?
template <class... Options>
concept ResizeOptions = ((std::is_same_v<Options, HalfPixelCenters> || std::is_same_v<Options, AlignCorners>) && ...) &&
                        sizeof...(Options) <= 1;

}  // namespace tinytmpl::layers

namespace tinytmpl {

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
    static_assert(layers::ResizeOptions<Options...>,
                  "tinytmpl: the option of ResizeNearest is HalfPixelCenters or AlignCorners");
    return layers::resize_nearest(in, height, width, layers::sampling_of<Options...>());
  }
};

/// An image of other extents, whose pixels lie between those of the input: Keras `UpSampling2D(interpolation="bilinear")`, TFLite
/// RESIZE_BILINEAR.
///
/// shapes   `Shape<h, w, c>` -> `Shape<height, width, c>`
/// options  `HalfPixelCenters`, or `AlignCorners`
/// rejects  a vector, extents above 32767, an image so much larger that the reference reads beyond the input
/// source   TensorFlow Lite kernels/internal/reference/resize_bilinear.h, ResizeBilinearInteger
template <int height, int width, class... Options>
struct ResizeBilinear {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(layers::ResizeOptions<Options...>,
                  "tinytmpl: the option of ResizeBilinear is HalfPixelCenters or AlignCorners");
    return layers::resize_bilinear(in, height, width, layers::sampling_of<Options...>());
  }
};

}  // namespace tinytmpl
