// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/core.hpp>
#include <tinytmpl/kernels/common/lookup.hpp>

namespace tinytmpl::kernels::armv81m {

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

/// computes  as portable
/// in place  the output may lie over the input
struct LookupOfVectors : common::LookupOfBytes {
  static constexpr const char* name = "table, sixteen at a time";

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (native) look_up<native>(band.out[0], band.in[0].row(), g.out.size(), k.table);
    else common::LookupOfBytes::compute<g>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv81m
