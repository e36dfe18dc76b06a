// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/masked_dense.hpp>
#include <tinytmpl/kernels/xtensa/target.hpp>

namespace tinytmpl::kernels {

template <Geometry g>
  requires DenseConvolution<g>
constexpr int scratch_bytes(xtensa) {
  return masked::Shape<g>::scratch_bytes;
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr Packing packing(xtensa) {
  return masked::Shape<g>::packing;
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr void pack(xtensa, std::uint32_t* words, const Constants& k, int group) {
  masked::Shape<g>::pack(words, k, group);
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr xtensa compute(xtensa, const Band& band, const Constants& k) {
  masked::convolve<g, masked::Portable<xtensa, g.flash>>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
