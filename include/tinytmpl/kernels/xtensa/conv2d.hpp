// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/conv2d.hpp>
#include <tinytmpl/kernels/xtensa/target.hpp>

namespace tinytmpl::kernels {

/// Filters are packed as by scalar; the pixels at once are this target's.
template <Geometry g>
  requires LaneConvolution<g>
constexpr int scratch_bytes(xtensa) {
  return lanes::Convolution<g, xtensa>::scratch_bytes;
}

/// computes  as portable, some pixels of a row at a time
template <Geometry g>
  requires LaneConvolution<g>
constexpr xtensa compute(xtensa, const Band& band, const Constants& k) {
  lanes::Convolution<g, xtensa>::template convolve<g.flash>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
