// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/arithmetic.hpp>

namespace tinytmpl::kernels::armv6m {

/// As add, saturating out of line.
///
/// cost  14 instructions for an element
[[gnu::naked, gnu::noinline]] inline void add_in_assembler(const std::int8_t* /*x*/, const std::int8_t* /*y*/,
                                                           std::int8_t* /*out*/, int /*count*/, LinearSum /*sum*/) {
  asm volatile(R"(
    .syntax unified
    push  {r4-r7, lr}
    mov   r4, r8
    push  {r4}
    ldr   r6, [sp, #24]       @ left
    ldr   r7, [sp, #28]       @ right
    ldr   r4, [sp, #32]
    mov   r8, r4              @ offset
    ldr   r4, [sp, #36]
    mov   r12, r4             @ shift
    adds  r0, r0, r3          @ all pointers to the end; r3 counts up to 0
    adds  r1, r1, r3
    adds  r2, r2, r3
    rsbs  r3, r3, #0
  1:
    ldrsb r4, [r0, r3]
    ldrsb r5, [r1, r3]
    muls  r4, r6, r4
    muls  r5, r7, r5
    adds  r4, r4, r5
    add   r4, r4, r8
    mov   r5, r12
    asrs  r4, r4, r5
    sxtb  r5, r4
    cmp   r5, r4
    bne   3f
  2:
    strb  r4, [r2, r3]
    adds  r3, r3, #1
    bne   1b
    pop   {r4}
    mov   r8, r4
    pop   {r4-r7, pc}
  3:                          @ saturated
    asrs  r4, r4, #31
    movs  r5, #127
    eors  r4, r4, r5
    b     2b
  )");
}

/// computes  as scalar's
struct LinearRows : scalar::LinearRows {
  static constexpr const char* name = "linear sum of rows, in assembler";

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    if constexpr (Core::here) scalar::linear::add_rows<g>(band, k, add_in_assembler);
    else scalar::linear::add_rows<g>(band, k, scalar::linear::add);
  }
};

}  // namespace tinytmpl::kernels::armv6m
