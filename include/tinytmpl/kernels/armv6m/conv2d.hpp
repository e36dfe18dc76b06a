// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/convolve.hpp>
#include <tinytmpl/kernels/armv6m/widen.hpp>
#include <tinytmpl/kernels/scalar/conv2d.hpp>

namespace tinytmpl::kernels {

/// Filters are packed as by scalar; the pixels at once are this target's.
template <Geometry g>
  requires LaneConvolution<g>
constexpr int scratch_bytes(armv6m) {
  return lanes::Convolution<g, armv6m>::scratch_bytes;
}

/// computes  as portable, some pixels of a row at a time
template <Geometry g>
  requires LaneConvolution<g>
constexpr armv6m compute(armv6m, const Band& band, const Constants& k) {
  using Shape = lanes::Convolution<g, armv6m>;
  if constexpr (armv6m::here)
    Shape::template for_each_group<lanes::WidenedInAssembler>(
        band, k, [&k](const std::int32_t* widened, std::int8_t* out) {
          lanes::convolve<Shape::lanes, Shape::negatives>(k.packed, widened, out, k.packed + Shape::all_words,
                                                          Shape::words, g.out.c, short_products::Outputs(k));
        });
  else Shape::template convolve<FlashAccess::any>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
