// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/convolve.hpp>

namespace tinytmpl::kernels::armv7em {

/// convolve_one_portable (convolve.hpp) in assembler, statement by statement. How it is written: see convolve_pair.hpp.
///
/// cost    16 instructions, 17 cycles for 16 products; some 55 cycles for each group of four filters
/// unroll  times two positions in one pass of the loop; their number must be a multiple of that
template <Rescaling rescaling, int unroll, bool pairs, bool bytes>
[[gnu::naked, gnu::noinline, gnu::used]] void convolve_one(const std::uint32_t* /*stream*/,
                                                           const std::int8_t* /*column*/, std::int8_t* /*out*/,
                                                           const std::uint32_t* /*stream_end*/,
                                                           const std::int8_t* /*column_end*/,
                                                           std::int32_t /*neighbours*/, std::int32_t /*zero_point*/) {
  asm volatile(
      R"(
    @ ---- registers
    stream      .req r0
    column      .req r1
    x0          .req r2         @ two words of activations
    x1          .req r3         
    ab0         .req r4         @ weights of filters a and b for x0; then x1 + those of a
    cd0         .req r5
    ab1         .req r6         @ for x1; then x0 + those of a
    cd1         .req r7
    ab          .req r8         @ sums
    a           .req r9
    cd          .req r10
    c           .req r11
    column_end  .req r12
    neighbours  .req lr
    multiplier  .req x0         @ after the loop
    shift       .req x1
    out         .req ab0
    zero_point  .req cd0

    @ ---- stack: what r1-r3 brought, nine saved registers, the last three arguments
    .set .Lcolumn, 0
    .set .Lout, 4
    .set .Lstream_end, 8
    .set .Lcolumn_end, 48
    .set .Lneighbours, 52
    .set .Lzero_point, 56

    .macro next register        @ the next word of the filter stream
      ldr     \register, [stream, #.Lread]
      .set    .Lread, .Lread + 4
    .endm

    .macro advance
      add     stream, stream, #.Lread
      .set    .Lread, 0
    .endm

    .macro two_positions
      .if %c[bytes]
        ldr   x1, [column, #.Lword]
        next  ab0
        next  cd0
        next  ab1
        next  cd1
        sxtb16 x0, x1
        sxtb16 x1, x1, ror #8
        .set  .Lword, .Lword + 4
      .else
        ldr   x0, [column, #.Lword]
        next  ab0
        next  cd0
        ldr   x1, [column, #.Lword + 4]
        next  ab1
        next  cd1
        .set  .Lword, .Lword + 8
      .endif
      smlad   ab, ab0, x0, ab
      smlad   cd, cd0, x0, cd
      smlad   ab, ab1, x1, ab
      smlad   cd, cd1, x1, cd
      sxtab16 ab0, x1, ab0
      sxtab16 ab1, x0, ab1
      sxtab16 cd0, x1, cd0
      sxtab16 cd1, x0, cd1
      smlad   a, ab0, ab1, a
      smlad   c, cd0, cd1, c
    .endm

    .macro unpack pair, low     @ the high filter of two
      sub     \pair, \pair, \low
      asr     \pair, \pair, #8
    .endm

    .macro requantize_and_store sum
      next    multiplier
      next    shift
      .if %c[as_float32]
        vmov  s0, \sum
        vmov  s1, multiplier
        vcvt.f32.s32 s0, s0
        vmul.f32 s0, s0, s1
        vcvtr.s32.f32 s0, s0
        vmov  \sum, s0
        add   \sum, \sum, zero_point
      .else
        smmlar \sum, \sum, multiplier, \sum
        .if %c[ties_away]
          add \sum, \sum, \sum, asr #31
        .endif
        smmlar \sum, \sum, shift, zero_point
      .endif
      ssat    \sum, #8, \sum
      strb    \sum, [out], #1
    .endm

    push    {r1-r11, lr}
    ldr     column_end, [sp, #.Lcolumn_end]
    ldr     neighbours, [sp, #.Lneighbours]
    .set    .Lread, 0
  1:                            @ each group of four filters
    ldr     column, [sp, #.Lcolumn]
    next    ab
    next    a
    next    cd
    next    c
    .if %c[pairs]
      next  a
      next  c
    .endif
    sub     a, a, neighbours
    sub     c, c, neighbours
    advance
    .set    .Lword, 0
    .balign 4
  2:  .rept %c[unroll]
        two_positions
      .endr
    advance
    add     column, column, #.Lword
    cmp     column, column_end
    bne     2b
    unpack  ab, a
    unpack  cd, c
    ldr     out, [sp, #.Lout]
    ldr     zero_point, [sp, #.Lzero_point]
    requantize_and_store a
    requantize_and_store ab
    requantize_and_store c
    requantize_and_store cd
    str     out, [sp, #.Lout]
    ldr     x0, [sp, #.Lstream_end]
    advance
    cmp     stream, x0
    bne     1b
    add     sp, sp, #12
    pop     {r4-r11, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, next, advance, two_positions, unpack, requantize_and_store
      .purgem \name
    .endr
    .irp name, stream, column, x0, x1, ab0, cd0, ab1, cd1, ab, a, cd, c, column_end, neighbours, multiplier, shift, out, zero_point
      .unreq \name
    .endr
  )"
      :
      : [unroll] "i"(unroll), [pairs] "i"(pairs ? 1 : 0), [bytes] "i"(bytes ? 1 : 0),
        [ties_away] "i"(rescaling == Rescaling::ties_away ? 1 : 0),
        [as_float32] "i"(rescaling == Rescaling::float32 ? 1 : 0)
      : "memory");
}

}  // namespace tinytmpl::kernels::armv7em
