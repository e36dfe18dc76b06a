// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/target.hpp>

namespace tinytmpl::kernels {

/// computes  out = table[in]: activations and changes of the quantization, which depend on one int8
/// in place  the output may lie over the input
template <Geometry g>
  requires(g.op == Op::lookup)
constexpr portable compute(portable, const Band& band, const Constants& k) {
  for (int i = 0; i < g.out.size(); ++i) band.out[0][i] = load<g.flash>(k.table + (band.in[0][i] + 128));
  return {};
}

}  // namespace tinytmpl::kernels
