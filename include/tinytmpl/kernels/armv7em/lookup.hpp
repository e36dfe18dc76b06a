// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/target.hpp>
#include <tinytmpl/kernels/scalar/lookup.hpp>

namespace tinytmpl::kernels {

/// As scalar's.
template <Geometry g>
  requires LookupOfBytes<g>
armv7em compute(armv7em, const Band& band, const Constants& k) {
  lookups::look_up(band.out[0], band.in[0], g.out.size(), k.table + 128);
  return {};
}

}  // namespace tinytmpl::kernels
