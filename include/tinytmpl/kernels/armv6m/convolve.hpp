// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/lane_convolution.hpp>

namespace tinytmpl::kernels::armv6m {

/// As convolve_blocks of one filter: a naked function, whose registers have names, because no compiler finds a place for everything in eight
/// low ones.
///
/// cost  Core::cost() instructions for four taps, three for sixteen, some 35 for a filter; 19 for an output, 9 if it is clamped
template <scalar::lanes::Lanes lanes, Negatives negatives>
  requires(lanes.pairs >= 1 && lanes.pairs <= 3 && lanes.singles <= 1)
[[gnu::naked, gnu::noinline]] void convolve(const std::uint32_t* /*stream*/, const std::int32_t* /*widened*/,
                                            std::int8_t* /*out*/, const std::uint32_t* /*end*/, int /*weight_words*/,
                                            int /*pitch*/, scalar::short_products::Outputs /*outputs*/) {
  asm volatile(
      R"(
    .syntax unified
    @ ---- registers
    stream    .req r0         @ runs through the filters
    x         .req r1         @ runs through the widened inputs
    w0        .req r2         @ the weights of two taps
    w1        .req r3
    x0        .req r4         @ inputs, then products
    x1        .req r5
    q_a       .req r6         @ sums of the pairs' upper pixels
    q_b       .req r7
    total_a   .req r8         @ sums of whole words
    total_b   .req r9
    total_c   .req r10
    q_c       .req r11
    .if %c[pairs] < 3
      single  .req r10
    .else
      single  .req r12
    .endif
    x_end     .req r12        @ where nobody else needs it
    half      .req lr         @ 2^15: pair c adds it in place of the carry, which only low registers can take
    pitch     .req lr
    record    .req r0         @ after the loop
    sum       .req r4
    out       .req r5

    @ ---- stack: the channel's numbers as `requantize` reads them; constants; saved registers; arguments
    .set .Lwindow, 0
    .set .Ldigits, 4          @ three of the multiplier, then rounding and shift
    .set .Lleast, 24
    .set .Lx_end, 28
    .set .Lkib, 32
    .set .Lentry, 36
    .set .Lhalf, 40
    .set .Lframe, 44
    .set .Lstream, 60
    .set .Lx, 64
    .set .Lout, 68
    .set .Lend, 72
    .set .Lweight_words, 96
    .set .Lpitch, 100
    .set .Lrounding, 104
    .set .Llowest, 108
    .set .Lhighest, 112

    .macro two_products
      ldm   x!, {x0, x1}
      muls  x0, w0, x0
      muls  x1, w1, x1
      adds  x0, x0, x1
    .endm
    .macro pair total, q      @ ASRS leaves in the carry what the lower half has borrowed
      two_products
      add   \total, \total, x0
      asrs  x0, x0, #16
      adcs  \q, \q, x0
    .endm
    .macro two_taps
      pair    total_a, q_a
      .if %c[pairs] > 1
        pair  total_b, q_b
      .endif
      .if %c[pairs] > 2
        two_products
        add   total_c, total_c, x0
        add   x0, x0, half
        asrs  x0, x0, #16
        add   q_c, q_c, x0
      .endif
      .if %c[singles]
        two_products
        add   single, single, x0
      .endif
    .endm
    .macro four_taps
      ldr   w1, [stream]
      sxtb  w0, w1
      lsls  w1, w1, #16
      asrs  w1, w1, #24
      two_taps
      ldm   stream!, {w1}
      lsls  w0, w1, #8
      asrs  w0, w0, #24
      asrs  w1, w1, #24
      two_taps
    .endm

    .macro requantize sum     @ and store
      ldr   r1, [sp, #.Lwindow]
      cmp   \sum, r1
      blo   7f
      ldr   r3, [sp, #.Llowest]
      cmp   \sum, #0
      blt   8f
      ldr   r3, [sp, #.Lhighest]
      b     8f
    7:
      .if %c[kept]
        ldr   r1, [sp, #.Lleast]
        adds  \sum, \sum, r1
        ldm   record!, {r1, r2, r3}
        muls  r1, \sum, r1
        asrs  r1, r1, #10
        muls  r2, \sum, r2
        adds  r2, r2, r1
        asrs  r2, r2, #10
        muls  r3, \sum, r3
        adds  r3, r3, r2
        asrs  r1, \sum, #31     @ negative: 2^11 less
        lsls  r1, r1, #11
        adds  r3, r3, r1
      .else
        ldm   record!, {r1, r2, r3}
        muls  r1, \sum, r1
        lsrs  r1, r1, #8
        muls  r2, \sum, r2
        adds  r2, r2, r1
        lsrs  r2, r2, #12
        muls  r3, \sum, r3
        adds  r3, r3, r2
      .endif
      ldm   record!, {r1, r2}
      adds  r3, r3, r1
      asrs  r3, r3, r2
      subs  record, #20
    8:
      strb  r3, [out]
      add   out, out, pitch
    .endm
    .macro requantize_pair total, q
      lsls  sum, \q, #16
      mov   r3, \total
      subs  sum, r3, sum
      requantize sum
      requantize \q
    .endm

    @ ---- once
    push  {r0-r7, lr}
    mov   r4, r8
    mov   r5, r9
    mov   r6, r10
    mov   r7, r11
    push  {r4-r7}
    sub   sp, #.Lframe
    ldr   r2, [sp, #.Lweight_words]
    rsbs  r3, r2, #0          @ the loop takes four words at a time: it is entered so that the last pass is whole
    movs  r4, #3
    ands  r3, r3, r4
    movs  r4, #2 * %c[cost]
    muls  r3, r4, r3
    adr   r4, 2f
    adds  r3, r3, r4
    str   r3, [sp, #.Lentry]
    movs  r4, #16 * (%c[pairs] + %c[singles])
    muls  r2, r4, r2
    adds  r2, r2, x
    str   r2, [sp, #.Lx_end]
    mov   x_end, r2
    movs  r2, #1
    lsls  r2, r2, #10
    str   r2, [sp, #.Lkib]
    lsls  r2, r2, #5
    str   r2, [sp, #.Lhalf]
    ldr   r2, [sp, #.Lpitch]
    mov   pitch, r2

  1:  @ ---- each filter
    ldm   stream!, {q_a}
    lsls  x0, q_a, #16
    adds  x0, x0, q_a
    mov   total_a, x0
    .if %c[pairs] > 1
      mov   total_b, x0
      mov   q_b, q_a
    .endif
    .if %c[pairs] > 2
      mov   total_c, x0
      mov   q_c, q_a
      ldr   x0, [sp, #.Lhalf]
      mov   half, x0
    .endif
    .if %c[singles]
      mov   single, q_a
    .endif
    ldr   x, [sp, #.Lx]
    ldr   x0, [sp, #.Lentry]
    mov   pc, x0
    .balign 4
  2:
    .rept 4
      four_taps
    .endr
    .if %c[pairs] + %c[singles] > 3
      ldr   w0, [sp, #.Lx_end]
      cmp   x, w0
    .else
      cmp   x, x_end
    .endif
    beq   3f
    b     2b
  3:
    .if %c[kept]
      ldm   stream!, {r1, r2, r3}
      str   r3, [sp, #.Lleast]
    .else
      ldm   stream!, {r1, r2}
    .endif
    str   stream, [sp, #.Lstream]
    mov   record, sp
    lsrs  r3, r2, #8          @ window
    .if %c[kept]
      lsls  r4, r1, #22       @ digits of 10, 10 and 11 bits
      lsrs  r4, r4, #22
      stm   record!, {r3, r4}
      lsls  r3, r1, #12
      lsrs  r3, r3, #22
    .else
      uxtb  r4, r1            @ of 8, 12 and 11
      stm   record!, {r3, r4}
      lsls  r3, r1, #12
      lsrs  r3, r3, #20
    .endif
    lsrs  r4, r1, #20
    stm   record!, {r3, r4}
    ldr   r1, [sp, #.Lrounding]
    lsls  r1, r1, r2          @ by the lowest byte, as always
    adds  r2, r2, #1
    ldr   r3, [sp, #.Lkib]
    adds  r1, r1, r3
    stm   record!, {r1, r2}
    subs  record, #20
    ldr   out, [sp, #.Lout]
    adds  r1, out, #1
    str   r1, [sp, #.Lout]
    .if %c[pairs] > 2
      ldr   r1, [sp, #.Lpitch]
      mov   pitch, r1
    .endif
    requantize_pair total_a, q_a
    .if %c[pairs] > 1
      requantize_pair total_b, q_b
    .endif
    .if %c[pairs] > 2
      mov   q_a, q_c
      requantize_pair total_c, q_a
    .endif
    .if %c[singles]
      mov   sum, single
      requantize sum
    .endif
    ldr   stream, [sp, #.Lstream]
    ldr   r1, [sp, #.Lend]
    cmp   stream, r1
    beq   4f
    b     1b
  4:
    add   sp, #.Lframe
    pop   {r4-r7}
    mov   r8, r4
    mov   r9, r5
    mov   r10, r6
    mov   r11, r7
    add   sp, #16
    pop   {r4-r7, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, two_products, pair, two_taps, four_taps, requantize, requantize_pair
      .purgem \name
    .endr
    .irp name, stream, x, w0, w1, x0, x1, q_a, q_b, total_a, total_b, total_c, q_c, single, x_end, half, pitch, record, sum, out
      .unreq \name
    .endr
  )"
      :
      : [pairs] "i"(lanes.pairs), [singles] "i"(lanes.singles), [cost] "i"(Core::cost(lanes.pairs, lanes.singles)),
        [kept] "i"(negatives == Negatives::kept ? 1 : 0));
}

}  // namespace tinytmpl::kernels::armv6m
