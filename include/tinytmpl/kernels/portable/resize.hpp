// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  each pixel as one of the row
struct ResizeNearest : KernelFor<Op::resize_nearest> {
  static constexpr const char* name = "nearest pixel";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int pixel = g.out.bytes() / g.out.w;
    for (int x = 0; x < g.out.w; ++x) copy(band.out[0] + x * pixel, band.in[0].row() + g.cols.start(x) * pixel, pixel);
  }
};

}  // namespace tinytmpl::kernels::portable
