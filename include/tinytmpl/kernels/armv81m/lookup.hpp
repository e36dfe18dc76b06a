// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m/target.hpp>

namespace tinytmpl::kernels {

namespace helium {

/// Sixteen bytes at a time, gathered from the table; `first` is its output for -128.
///
/// cost  5 instructions for sixteen elements
template <bool here>
[[gnu::naked, gnu::noinline]] void look_up(std::int8_t* /*out*/, const std::int8_t* /*in*/, std::int32_t /*count*/,
                                           const std::int8_t* /*first*/) {
  asm volatile(R"(
      push        {r4, lr}
      movs        r4, #128
      vdup.8      q1, r4
      wlstp.8     lr, r2, 2f
    1:
      vldrb.u8    q0, [r1], #16
      veor        q0, q0, q1
      vldrb.u8    q2, [r3, q0]
      vstrb.8     q2, [r0], #16
      letp        lr, 1b
    2:
      pop         {r4, pc}
  )");
}

}  // namespace helium

/// computes  as portable
/// in place  the output may lie over the input
template <Geometry g>
  requires LookupOfBytes<g>
inline armv81m compute(armv81m, const Band& band, const Constants& k) {
  if constexpr (helium::native) helium::look_up<helium::native>(band.out[0], band.in[0], g.out.size(), k.table);
  else lookups::look_up(band.out[0], band.in[0], g.out.size(), k.table + 128);
  return {};
}

}  // namespace tinytmpl::kernels
