// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/lane_convolution.hpp>

namespace tinytmpl::kernels::armv6m {

using scalar::lanes::Lanes, scalar::lanes::Widened;

/// As Widened::add_pairs, of an even number of taps.
///
/// cost  13 instructions for two taps of a pair, 7 for those of a single pixel
template <Lanes lanes>
[[gnu::naked, gnu::noinline]] void widen_pair(std::int32_t* /*next*/, const std::int8_t* /*p*/,
                                              const std::int8_t* /*q*/, int /*taps*/) {
  asm volatile(R"(
    .syntax unified
    push  {r4-r6, lr}
    adds  r1, r1, r3
    adds  r2, r2, r3
    rsbs  r3, r3, #0
  1:
    ldrsb r4, [r1, r3]
    ldrsb r5, [r2, r3]
    lsls  r5, r5, #16
    adds  r4, r4, r5
    adds  r3, r3, #1
    ldrsb r5, [r1, r3]
    ldrsb r6, [r2, r3]
    lsls  r6, r6, #16
    adds  r5, r5, r6
    stm   r0!, {r4, r5}
    adds  r0, #%c[skip]
    adds  r3, r3, #1
    bne   1b
    pop   {r4-r6, pc}
  )"
               :
               : [skip] "i"(8 * (lanes.count() - 1)));
}
template <Lanes lanes>
[[gnu::naked, gnu::noinline]] void widen_single(std::int32_t* /*next*/, const std::int8_t* /*p*/, int /*taps*/) {
  asm volatile(R"(
    .syntax unified
    push  {r4, lr}
    adds  r1, r1, r2
    rsbs  r2, r2, #0
  1:
    ldrsb r3, [r1, r2]
    adds  r2, r2, #1
    ldrsb r4, [r1, r2]
    stm   r0!, {r3, r4}
    adds  r0, #%c[skip]
    adds  r2, r2, #1
    bne   1b
    pop   {r4, pc}
  )"
               :
               : [skip] "i"(8 * (lanes.count() - 1)));
}

/// Widened, with these.
template <Lanes lanes>
class WidenedInAssembler : public Widened<lanes> {
 public:
  using Widened<lanes>::Widened;

  void add_pairs(const std::int8_t* p, const std::int8_t* q, int taps) {
    if (q) widen_pair<lanes>(this->next, p, q, taps);
    else widen_single<lanes>(this->next, p, taps);
    this->next += taps * lanes.count();
  }
};

}  // namespace tinytmpl::kernels::armv6m
