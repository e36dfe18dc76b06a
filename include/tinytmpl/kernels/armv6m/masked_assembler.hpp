// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/masked.hpp>

namespace tinytmpl::kernels::armv6m {

/// As multiply_portable, of an even number of taps.
///
/// cost  24 instructions for two taps, two for eight, 32 for a group
[[gnu::naked, gnu::noinline]] inline void multiply(const std::uint32_t* /*weights*/, const std::uint32_t* /*y*/,
                                                   int /*taps*/, std::uint32_t* /*sums*/,
                                                   const std::uint32_t* /*sums_end*/, int /*stride*/) {
  asm volatile(R"(
    .syntax unified
    @ ---- registers
    weights   .req r0         @ runs through a group
    y         .req r1         @ runs through the inputs
    y0        .req r2         @ two of them
    y1        .req r3
    word0     .req r4         @ their weights
    word1     .req r5
    odd       .req r6
    mask      .req r7         @ 0x00FF00FF
    total_02  .req r8         @ sum 0 + 65536 * sum 2
    sum_2     .req r9
    sums      .req r10
    total_13  .req r11
    sum_3     .req r12
    y_end     .req lr

    .macro tap y, word
      lsrs  odd, \word, #8
      ands  \word, \word, mask
      ands  odd, odd, mask
      muls  \word, \y, \word
      muls  odd, \y, odd
      add   total_02, total_02, \word
      lsrs  \word, \word, #16
      add   sum_2, sum_2, \word
      add   total_13, total_13, odd
      lsrs  odd, odd, #16
      add   sum_3, sum_3, odd
    .endm
    .macro two_taps           @ 48 bytes
      ldm   y!, {y0, y1}
      ldm   weights!, {word0, word1}
      tap   y0, word0
      tap   y1, word1
    .endm

    .set .Lentry, 16          @ stack: saved registers, what r0-r3 brought, the last arguments
    .set .Ly, 20
    .set .Lsums_end, 52
    .set .Lstride, 56
    push  {r0-r7, lr}
    mov   r4, r8
    mov   r5, r9
    mov   r6, r10
    mov   r7, r11
    push  {r4-r7}
    mov   sums, r3
    movs  r4, #6              @ the loop takes eight taps at a time: it is entered so that the last pass is whole
    rsbs  r3, r2, #0
    ands  r3, r3, r4
    movs  r4, #24
    muls  r3, r4, r3
    adr   r4, 2f
    adds  r3, r3, r4
    str   r3, [sp, #.Lentry]
    lsls  r2, r2, #2
    ldr   r4, [sp, #.Lstride]
    lsls  r4, r4, #2
    subs  r4, r4, r2
    str   r4, [sp, #.Lstride] @ now from the end of the taps, in bytes
    adds  r2, r2, y
    mov   y_end, r2
    movs  mask, #255
    lsls  odd, mask, #16
    adds  mask, mask, odd

  1:  @ ---- each group
    ldr   y, [sp, #.Ly]
    movs  odd, #0
    mov   total_02, odd
    mov   sum_2, odd
    mov   total_13, odd
    mov   sum_3, odd
    ldr   odd, [sp, #.Lentry]
    mov   pc, odd
    .balign 4
  2:
    .rept 4
      two_taps
    .endr
    cmp   y, y_end
    bne   2b
    mov   odd, sums
    ldm   odd!, {r2, r3, r4, r5}
    add   r2, r2, total_02
    mov   r1, sum_2
    add   r4, r4, r1
    lsls  r1, r1, #16
    subs  r2, r2, r1
    add   r3, r3, total_13
    mov   r1, sum_3
    add   r5, r5, r1
    lsls  r1, r1, #16
    subs  r3, r3, r1
    subs  odd, #16
    stm   odd!, {r2, r3, r4, r5}
    mov   sums, odd
    ldr   r1, [sp, #.Lstride]
    adds  weights, weights, r1
    ldr   r1, [sp, #.Lsums_end]
    cmp   odd, r1
    bne   1b
    pop   {r4-r7}
    mov   r8, r4
    mov   r9, r5
    mov   r10, r6
    mov   r11, r7
    add   sp, #16
    pop   {r4-r7, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, tap, two_taps
      .purgem \name
    .endr
    .irp name, weights, y, y0, y1, word0, word1, odd, mask, total_02, sum_2, sums, total_13, sum_3, y_end
      .unreq \name
    .endr
  )");
}

}  // namespace tinytmpl::kernels::armv6m
