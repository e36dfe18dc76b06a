// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out = table[in]: activations and changes of the quantization, which depend on one int8
/// in place  the output may lie over the input
struct Lookup : KernelFor<Op::lookup> {
  static constexpr const char* name = "table";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const std::int8_t* in = band.in[0].row();
    for (int i = 0; i < g.out.size(); ++i) band.out[0][i] = load<g.flash>(k.table + (in[i] + 128));
  }
};

}  // namespace tinytmpl::kernels::portable
