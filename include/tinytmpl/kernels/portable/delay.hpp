// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  the row that is kept, and keeps the one that it is given, which may lie where its output will
struct Delay : KernelFor<Op::delay> {
  static constexpr const char* name = "delay";
  static constexpr bool knows(Element) { return true; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::int8_t* in = band.in[0].row();
    std::int8_t *kept = state_row(band, 1), *out = band.out[0];
    for (int i = 0; i < g.out.bytes(); ++i) {
      const std::int8_t given = in[i];
      out[i] = kept[i];
      kept[i] = given;
    }
  }
};

}  // namespace tinytmpl::kernels::portable
