// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/rounding.hpp>

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
// Of float32; scales are a float's bits.
inline constexpr Attribute<2> rows_per;
inline constexpr Attribute<3> row_scale;
inline constexpr Attribute<4> column_scale;
inline constexpr Attribute<5> sampled;

/// Between which elements one of a resized image lies in float32, and how far behind the lower one, as the reference reckons: from
/// centers the first ones lie up to half an element in front of it.
///
/// source   TensorFlow Lite kernels/internal/reference/resize_bilinear.h, ComputeInterpolationValues
struct RealPlace {
  int lower, upper;  // upper may lie behind the last element
  float distance;

  constexpr RealPlace(Sampling sampling, float scale, int i) {
    const auto index = static_cast<float>(i);
    const float place = sampling == Sampling::centers ? exact((index + 0.5f) * scale) - 0.5f : index * scale;
    lower = maximum(static_cast<int>(rounded_down(place)), 0);
    upper = static_cast<int>(rounded_up(place));
    distance = place - static_cast<float>(lower);
  }
};

/// From one output to the next.
constexpr float real_scale(Sampling sampling, int in, int out) {
  const int less = sampling == Sampling::corners && out > 1 ? 1 : 0;
  return static_cast<float>(in - less) / static_cast<float>(out - less);
}

/// The elements among which those are: two, or three where the reference's rounding passes over one.
constexpr Sliding real_between(Sampling sampling, int in, int out) {
  Sliding s{.size = 2, .stride = in, .per = out};
  if (sampling == Sampling::centers) s = {.size = 2, .stride = 2 * in, .before = out - in, .per = 2 * out};
  if (sampling == Sampling::corners && out > 1) --s.stride, --s.per;
  for (int i = 0; i < out; ++i)
    if (RealPlace{sampling, real_scale(sampling, in, out), i}.lower != maximum(s.start(i), 0))
      return {.size = 3, .stride = s.stride, .before = s.before + s.per / 2, .per = s.per};
  return s;
}

/// What is computed in float32 reads the rows that the reference finds there.
constexpr void look_in_reals(Node& node, const Parameters&) {
  if (node.out.element != Element::float32) return;
  const Extent in = node.in().extent, out = node.out.extent;
  const auto sampling = static_cast<Sampling>(sampled(node));
  const Sliding rows = node.operands[0].rows = real_between(sampling, in.h, out.h);
  row_step(node) = rows.stride, rows_before(node) = rows.before, rows_per(node) = rows.per;
  row_scale(node) = std::bit_cast<int>(real_scale(sampling, in.h, out.h));
  column_scale(node) = std::bit_cast<int>(real_scale(sampling, in.w, out.w));
}

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
  sampled(node) = static_cast<int>(sampling);
  node.demands.learn = look_in_reals;
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
/// source   TensorFlow Lite kernels/internal/reference/resize_bilinear.h; of int8 ResizeBilinearInteger
template <int height, int width, class... Options>
struct ResizeBilinear {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(layers::ResizeOptions<Options...>,
                  "tinytmpl: the option of ResizeBilinear is HalfPixelCenters or AlignCorners");
    return layers::resize_bilinear(in, height, width, layers::sampling_of<Options...>());
  }
};

}  // namespace tinytmpl
