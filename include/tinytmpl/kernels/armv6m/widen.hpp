// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/lanes.hpp>

namespace tinytmpl::kernels::lanes {

/// As Widened::add, of an even number of taps.
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

/// Where the inputs of one lane go: two taps of each lane, then the next two.
template <Lanes lanes>
class Widened {
 public:
  constexpr Widened(std::int32_t* words, int lane) : next(words + 2 * lane) {}

  constexpr void add(std::int32_t p, std::int32_t q) {
    *next = static_cast<std::int32_t>(static_cast<std::uint32_t>(p) + (static_cast<std::uint32_t>(q) << 16));
    next += odd ? 2 * lanes.count() - 1 : 1;
    odd = !odd;
  }
  /// The taps of two pixels, or of one if `q` is null.
  template <int taps>
  constexpr void add_run(const std::int8_t* p, const std::int8_t* q) {
    if constexpr (armv6m::here && taps % 2 == 0) {
      if (q) widen_pair<lanes>(next, p, q, taps);
      else widen_single<lanes>(next, p, taps);
      next += taps * lanes.count();
    } else {
      for (int i = 0; i < taps; ++i) add(p[i], q ? q[i] : 0);
    }
  }

 private:
  std::int32_t* next;
  bool odd = false;
};

}  // namespace tinytmpl::kernels::lanes
