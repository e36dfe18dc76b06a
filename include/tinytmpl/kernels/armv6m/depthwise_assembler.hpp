// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/scalar/depthwise_conv2d.hpp>

namespace tinytmpl::kernels::armv6m {

/// As convolve.
///
/// cost  with stride 1, 51 instructions for an output, 42 if it is clamped; with stride 2 eight more; some 70 for each channel
template <scalar::depthwise::Path path, common::Negatives negatives>
[[gnu::naked, gnu::noinline]] void convolve_in_assembler(const std::uint32_t* /*stream*/,
                                                         const std::int8_t* const* /*rows*/, std::int8_t* /*out*/,
                                                         const std::uint32_t* /*end*/, scalar::depthwise::Row /*row*/) {
  asm volatile(R"(
    .syntax unified
    @ ---- registers
    first     .req r8         @ the sum of the window that begins last
    second    .req r9         @ and of the one before
    start     .req r10
    window    .req r11        @ how many sums are requantized
    pitch     .req r12
    at        .req lr         @ the next column, in bytes from a row's begin
    x0        .req r1         @ a column's elements
    x1        .req r2
    x2        .req r3

    @ ---- stack: a channel's numbers, saved registers, arguments
    .set .Lweights, 0         @ nine, column by column; with stride 2 the middle one comes first
    .set .Ldigits, 36         @ three of the multiplier, then rounding and shift
    .set .Lright, 56          @ what a column of zero points adds to the last window
    .set .Lend, 60
    .set .Lchannel, 64
    .set .Lleast, 68
    .set .Lnext, 72           @ output, with stride 2
    .set .Lframe, 76
    .set .Lstream, 92
    .set .Lrows, 96
    .set .Lout, 100
    .set .Lstream_end, 104
    .set .Lreach, 128
    .set .Lpitch, 132
    .set .Lzero_point, 136
    .set .Lrounding, 140
    .set .Llowest, 144
    .set .Lhighest, 148
    .set .Lfirst_weights, .Lweights + 12 * (%c[stride] - 1)
    .set .Lmiddle_weights, .Lweights + 12 * (2 - %c[stride])

    .macro load_column
      ldr   r7, [sp, #.Lrows]
      ldm   r7!, {x0, x1, x2}
      mov   r7, at
      ldrsb x0, [x0, r7]
      ldrsb x1, [x1, r7]
      ldrsb x2, [x2, r7]
      add   at, at, pitch
    .endm
    .macro products sum, w1, w2   @ with the next three weights
      ldm   r0!, {\sum, \w1, \w2}
      muls  \sum, x0, \sum
      muls  \w1, x1, \w1
      muls  \w2, x2, \w2
      adds  \sum, \sum, \w1
      adds  \sum, \sum, \w2
    .endm
    .macro unpack column
      sxtb  r5, \column
      lsls  r6, \column, #8
      asrs  r6, r6, #24
      asrs  r7, \column, #24
      stm   r0!, {r5, r6, r7}
    .endm
    .macro zero_points        @ what a column of them adds, with the weights just unpacked
      adds  r5, r5, r6
      adds  r5, r5, r7
      ldr   r6, [sp, #.Lzero_point]
      muls  r5, r6, r5
    .endm

    @ ---- once
    push  {r0-r7, lr}
    mov   r4, r8
    mov   r5, r9
    mov   r6, r10
    mov   r7, r11
    push  {r4-r7}
    sub   sp, #.Lframe
    ldr   r1, [sp, #.Lpitch]
    mov   pitch, r1
    .if %c[stride] == 1       @ the output of the window that ends with a column lies so far before `at`
      .rept 3 - %c[left]
        subs r2, r2, r1
      .endr
      str   r2, [sp, #.Lout]
    .endif
    movs  r1, #0
    str   r1, [sp, #.Lchannel]

  1:  @ ---- each channel
    ldm   r0!, {r1, r2, r3, r4, r5, r6}   @ start; three columns; multiplier; window and shift
    mov   start, r1
    .if %c[kept]
      ldm   r0!, {r1}
      str   r1, [sp, #.Lleast]
    .endif
    str   r0, [sp, #.Lstream]
    add   r0, sp, #.Ldigits
    lsrs  r7, r6, #8
    mov   window, r7
    lsrs  r7, r5, #20
    .if %c[kept]
      lsls  r1, r5, #22       @ digits of 10, 10 and 11 bits
      lsrs  r1, r1, #22
      lsls  r5, r5, #12
      lsrs  r5, r5, #22
    .else
      uxtb  r1, r5            @ of 8, 12 and 11
      lsls  r5, r5, #12
      lsrs  r5, r5, #20
    .endif
    stm   r0!, {r1, r5, r7}
    ldr   r1, [sp, #.Lrounding]
    lsls  r1, r1, r6          @ by its lowest byte
    movs  r5, #128
    lsls  r5, r5, #3
    adds  r1, r1, r5
    adds  r6, r6, #1
    stm   r0!, {r1, r6}
    add   r0, sp, #.Lweights
    .if %c[stride] == 2
      unpack r3
    .endif
    unpack  r2
    .if %c[left]
      zero_points
      add   r5, r5, start
      mov   first, r5
    .endif
    .if %c[stride] == 1
      unpack r3
    .endif
    unpack  r4
    .if %c[right]
      zero_points
      str   r5, [sp, #.Lright]
    .endif
    ldr   r1, [sp, #.Lchannel]
    mov   at, r1
    ldr   r2, [sp, #.Lreach]
    adds  r2, r2, r1
    str   r2, [sp, #.Lend]
    .if %c[stride] == 2
      ldr   r2, [sp, #.Lout]
      adds  r2, r2, r1
      str   r2, [sp, #.Lnext]
    .endif
    adds  r1, r1, #1
    str   r1, [sp, #.Lchannel]
    .if %c[left] == 0
      load_column
      add   r0, sp, #.Lfirst_weights
      products r4, r5, r6
      add   r4, r4, start
      mov   first, r4
    .endif
    .if %c[stride] == 1
      load_column
      add   r0, sp, #.Lweights
      products r4, r5, r6
      products r5, r6, r7
      add   r5, r5, first
      mov   second, r5
      add   r4, r4, start
      mov   first, r4
    .endif
    b     5f

  2:  @ ---- each output
    .if %c[stride] == 1
      load_column
      add   r0, sp, #.Lweights
      products r4, r5, r6
      products r5, r6, r7
      add   r5, r5, first
      add   r4, r4, start
      mov   first, r4
      products r4, r6, r7
      add   r4, r4, second
      mov   second, r5
    .else
      load_column
      add   r0, sp, #.Lmiddle_weights
      products r4, r5, r6
      add   r4, r4, first
      mov   second, r4
      load_column
      products r4, r5, r6
      add   r4, r4, start
      mov   first, r4
      products r4, r5, r6
      add   r4, r4, second
    .endif
  3:
    cmp   r4, window
    blo   4f
    ldr   r3, [sp, #.Llowest]
    cmp   r4, #0
    blt   6f
    ldr   r3, [sp, #.Lhighest]
    b     6f
  4:
    .if %c[kept]
      ldr   r1, [sp, #.Lleast]
      adds  r4, r4, r1
    .endif
    add   r0, sp, #.Ldigits
    ldm   r0!, {r1, r2, r3}
    muls  r1, r4, r1
    .if %c[kept]
      asrs  r1, r1, #10
      muls  r2, r4, r2
      adds  r2, r2, r1
      asrs  r2, r2, #10
      muls  r3, r4, r3
      adds  r3, r3, r2
      lsrs  r4, r4, #31       @ negative: 2^11 less
      lsls  r4, r4, #11
      subs  r3, r3, r4
    .else
      lsrs  r1, r1, #8
      muls  r2, r4, r2
      adds  r2, r2, r1
      lsrs  r2, r2, #12
      muls  r3, r4, r3
      adds  r3, r3, r2
    .endif
    ldm   r0!, {r1, r2}
    adds  r3, r3, r1
    asrs  r3, r3, r2
  6:
    .if %c[stride] == 1
      ldr   r5, [sp, #.Lout]
      mov   r6, at
      strb  r3, [r5, r6]
    .else
      ldr   r5, [sp, #.Lnext]
      strb  r3, [r5]
      add   r5, r5, pitch
      str   r5, [sp, #.Lnext]
    .endif
  5:
    ldr   r7, [sp, #.Lend]
    cmp   at, r7
    blo   2b
    .if %c[right]
      bhi   7f                @ that was the last one, which reaches beyond the image:
      .if %c[stride] == 1
        add   at, at, pitch
        mov   r4, second
      .else
        load_column
        add   r0, sp, #.Lmiddle_weights
        products r4, r5, r6
        add   r4, r4, first
      .endif
      ldr   r5, [sp, #.Lright]
      adds  r4, r4, r5
      b     3b
    .endif
  7:
    ldr   r0, [sp, #.Lstream]
    ldr   r1, [sp, #.Lstream_end]
    cmp   r0, r1
    beq   8f
    b     1b
  8:
    add   sp, #.Lframe
    pop   {r4-r7}
    mov   r8, r4
    mov   r9, r5
    mov   r10, r6
    mov   r11, r7
    add   sp, #16
    pop   {r4-r7, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, load_column, products, unpack, zero_points
      .purgem \name
    .endr
    .irp name, first, second, start, window, pitch, at, x0, x1, x2
      .unreq \name
    .endr
  )"
               :
               : [stride] "i"(path.stride), [left] "i"(path.left ? 1 : 0), [right] "i"(path.right ? 1 : 0),
                 [kept] "i"(negatives == common::Negatives::kept ? 1 : 0));
}

}  // namespace tinytmpl::kernels::armv6m
