// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/masked_assembler.hpp>
#include <tinytmpl/kernels/armv6m/requantize_assembler.hpp>
#include <tinytmpl/kernels/scalar/masked_dense.hpp>

namespace tinytmpl::kernels {

namespace masked {

struct InAssembler {
  static void multiply(const std::uint32_t* weights, const std::uint32_t* y, int taps, std::uint32_t* sums,
                       const std::uint32_t* sums_end, int stride) {
    masked::multiply(weights, y, taps, sums, sums_end, stride);
  }
  template <Negatives negatives>
  static void requantize_sums(const std::uint32_t* packed, const std::uint32_t* sums, std::int8_t* out,
                              const std::int8_t* end, std::uint32_t more, short_products::Outputs outputs, int stride) {
    short_products::requantize_sums<negatives>(packed, sums, out, end, more, outputs, stride);
  }
};

}  // namespace masked

template <Geometry g>
  requires DenseConvolution<g>
constexpr int scratch_bytes(armv6m) {
  return masked::Shape<g>::scratch_bytes;
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr Packing packing(armv6m) {
  return masked::Shape<g>::packing;
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr void pack(armv6m, std::uint32_t* words, const Constants& k, int group) {
  masked::Shape<g>::pack(words, k, group);
}
template <Geometry g>
  requires DenseConvolution<g>
constexpr armv6m compute(armv6m, const Band& band, const Constants& k) {
  if constexpr (armv6m::here) masked::convolve<g, masked::InAssembler>(band, k);
  else masked::convolve<g, masked::Portable<armv6m, FlashAccess::any>>(band, k);
  return {};
}

}  // namespace tinytmpl::kernels
