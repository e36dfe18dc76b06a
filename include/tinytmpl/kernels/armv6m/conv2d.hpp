// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/convolve.hpp>
#include <tinytmpl/kernels/armv6m/widen.hpp>

namespace tinytmpl::kernels::armv6m {

/// computes  as scalar's
struct LaneConvolution : scalar::LaneConvolution<Core> {
  static constexpr const char* name = "convolution, two pixels in a product, in assembler";

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using Convolution = scalar::lanes::Convolution<g, Core>;
    if constexpr (Core::here)
      Convolution::template for_each_group<WidenedInAssembler>(
          band, k, [&k](const std::int32_t* widened, std::int8_t* out) {
            constexpr const auto& shape = Convolution::shape;
            convolve<shape.lanes, shape.negatives>(k.packed, widened, out, k.packed + shape.all_words, shape.words,
                                                   g.out.c, scalar::short_products::Outputs(k));
          });
    else Convolution::template convolve<FlashAccess::any>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv6m
