// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/layers/move.hpp>

namespace tinytmpl {

template <int... sizes>
struct Sizes {};  ///< Of the axes along which AsStrided takes elements, the outermost first.
template <int... elements>
struct Strides {};  ///< How far apart the elements along each of these axes lie.

/// Elements wherever they lie along up to six nested axes: PyTorch's `as_strided`, and so whatever TRANSPOSE, TILE, SPACE_TO_DEPTH,
/// DEPTH_TO_SPACE and their like move: `AsStrided<Shape<2, 6>, Sizes<2, 3, 2>, Strides<6, 1, 3>>`. The tensor's elements are counted
/// in their order, from `offset` on.
///
/// shapes   any -> `NewShape`, each of whose extents is that of some of the axes
/// rejects  places outside the tensor, more than six axes, axes that do not divide into `NewShape`
template <class NewShape, class TheSizes, class TheStrides, int offset = 0>
struct AsStrided;

template <class NewShape, int... sizes, int... strides, int offset>
struct AsStrided<NewShape, Sizes<sizes...>, Strides<strides...>, offset> {
  static constexpr core::Node describe(core::Extent in) {
    core::Node fault = core::unary(core::Op::move, "AsStrided", in, in);
    const bool match = sizeof...(sizes) == sizeof...(strides) && sizeof...(sizes) <= layers::most_axes;
    fault.require(match && ((sizes >= 1) && ...), core::Rule::strided_axes, 1, 0);
    if (fault.fault.found()) return fault;
    constexpr int size[] = {sizes..., 1}, stride[] = {strides..., 0};
    layers::Places places{.offset = offset};
    for (int a = 0; a < int{sizeof...(sizes)}; ++a) places.add(size[a], stride[a]);
    return layers::move("AsStrided", in, NewShape::extent, places);
  }
};

}  // namespace tinytmpl
