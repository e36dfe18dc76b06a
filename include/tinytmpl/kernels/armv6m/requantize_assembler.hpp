// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/requantize.hpp>

namespace tinytmpl::kernels::armv6m {

/// As requantize_sums_portable, of at least one.
///
/// cost  31 instructions for an output, 36 if negatives are kept; 15 if it is clamped; 8 for four
template <Negatives negatives>
[[gnu::naked, gnu::noinline]] void requantize_sums(const std::uint32_t* /*packed*/, const std::uint32_t* /*sums*/,
                                                   std::int8_t* /*out*/, const std::int8_t* /*end*/,
                                                   std::uint32_t /*more*/, scalar::short_products::Outputs /*outputs*/,
                                                   int /*stride*/) {
  asm volatile(R"(
    .syntax unified
    .set .Lend, 12
    .set .Lmore, 36
    .set .Lrounding, 40
    .set .Llowest, 44
    .set .Lhighest, 48
    .set .Lstride, 52
    push  {r0-r7, lr}
    mov   r4, r1
    mov   r7, r2
    ldr   r1, [sp, #.Lstride]
    lsls  r1, r1, #2
    subs  r1, r1, #16 * (3 + %c[kept])
    str   r1, [sp, #.Lstride] @ now from behind the four, in bytes
    b     2f
  1:
    ldr   r1, [sp, #.Lstride]
    adds  r0, r0, r1
  2:
    adds  r1, r7, #4
    mov   r12, r1             @ the end of the four
  3:
    ldm   r0!, {r1, r2, r3}   @ start; value; window and shift
    ldm   r4!, {r5}
    adds  r5, r5, r1
    ldr   r1, [sp, #.Lmore]
    adds  r5, r5, r1
    lsrs  r6, r3, #8
    .if %c[kept]
      ldm   r0!, {r1}
    .endif
    cmp   r5, r6
    blo   4f
    ldr   r2, [sp, #.Llowest]
    cmp   r5, #0
    blt   5f
    ldr   r2, [sp, #.Lhighest]
    b     5f
  4:
    .if %c[kept]
      adds  r5, r5, r1
      lsls  r1, r2, #22       @ digits of 10, 10 and 11 bits
      lsrs  r1, r1, #22
      muls  r1, r5, r1
      asrs  r1, r1, #10
      lsls  r6, r2, #12
      lsrs  r6, r6, #22
      muls  r6, r5, r6
      adds  r6, r6, r1
      asrs  r6, r6, #10
      lsrs  r2, r2, #20
      muls  r2, r5, r2
      adds  r2, r2, r6
      lsrs  r5, r5, #31       @ negative: 2^11 less
      lsls  r5, r5, #11
      subs  r2, r2, r5
    .else
      uxtb  r1, r2            @ digits of 8, 12 and 11 bits
      muls  r1, r5, r1
      lsrs  r1, r1, #8
      lsls  r6, r2, #12
      lsrs  r6, r6, #20
      muls  r6, r5, r6
      adds  r6, r6, r1
      lsrs  r6, r6, #12
      lsrs  r2, r2, #20
      muls  r2, r5, r2
      adds  r2, r2, r6
    .endif
    ldr   r1, [sp, #.Lrounding]
    lsls  r1, r1, r3          @ by the lowest byte
    adds  r2, r2, r1
    movs  r1, #128
    lsls  r1, r1, #3
    adds  r2, r2, r1
    adds  r3, r3, #1
    asrs  r2, r2, r3
  5:
    strb  r2, [r7]
    adds  r7, r7, #1
    ldr   r1, [sp, #.Lend]
    cmp   r7, r1
    beq   6f
    cmp   r7, r12
    bne   3b
    b     1b
  6:
    add   sp, #16
    pop   {r4-r7, pc}
  )"
               :
               : [kept] "i"(negatives == Negatives::kept ? 1 : 0));
}

}  // namespace tinytmpl::kernels::armv6m
