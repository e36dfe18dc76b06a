// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/lane_convolution.hpp>
#include <tinytmpl/kernels/xtensa/target.hpp>

namespace tinytmpl::kernels {

template <Geometry g>
  requires LaneConvolution<g>
constexpr int scratch_bytes(xtensa) {
  return lanes::Convolution<g, xtensa>::scratch_bytes;
}
template <Geometry g>
  requires LaneConvolution<g>
constexpr Packing packing(xtensa) {
  return lanes::Convolution<g, xtensa>::packing;
}
template <Geometry g>
  requires LaneConvolution<g>
constexpr void pack(xtensa, std::uint32_t* words, const Constants& k, int f) {
  lanes::Convolution<g, xtensa>::pack(words, k, f);
}

/// computes  as portable, some pixels of a row at a time
template <Geometry g>
  requires LaneConvolution<g>
constexpr xtensa compute(xtensa, const Band& band, const Constants& k) {
  lanes::Convolution<g, xtensa>::template convolve<g.flash>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
