// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/masked_assembler.hpp>
#include <tinytmpl/kernels/armv6m/requantize_assembler.hpp>
#include <tinytmpl/kernels/scalar/masked_dense.hpp>

namespace tinytmpl::kernels::armv6m {

/// The two parts of the work, in assembler.
struct DenseInAssembler {
  static void multiply(const std::uint32_t* weights, const std::uint32_t* y, int taps, std::uint32_t* sums,
                       const std::uint32_t* sums_end, int stride) {
    armv6m::multiply(weights, y, taps, sums, sums_end, stride);
  }
  template <Negatives negatives>
  static void requantize_sums(const std::uint32_t* packed, const std::uint32_t* sums, std::int8_t* out,
                              const std::int8_t* end, std::uint32_t more, scalar::short_products::Outputs outputs,
                              int stride) {
    armv6m::requantize_sums<negatives>(packed, sums, out, end, more, outputs, stride);
  }
};

/// computes  as scalar's
struct DenseConvolution : scalar::DenseConvolution<Core> {
  static constexpr const char* name = "dense, two weights in a product, in assembler";

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    if constexpr (Core::here) scalar::masked::convolve<g, DenseInAssembler>(band, k);
    else scalar::DenseConvolution<Core>::compute<g>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv6m
