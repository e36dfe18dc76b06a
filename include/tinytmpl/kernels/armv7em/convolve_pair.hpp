// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/convolve.hpp>

/// convolve_pair_portable (convolve.hpp) in assembler, statement by statement. Its loop needs all fourteen registers, which no compiler
/// allocates at every optimisation level; hence a naked function, in which the registers have names.
namespace tinytmpl::kernels::armv7em {

/// cost    15 cycles for 16 products at one tap, 43 for 48 at three taps of stride 1; some 65 cycles for each group
/// unroll  positions in one pass of the loop, a divisor of their number; `one_pass` if it is their number
template <Walk walk, Rescaling rescaling, int unroll, bool one_pass, bool single>
[[gnu::naked, gnu::noinline, gnu::used]] void convolve_pair(const std::uint32_t* /*stream*/,
                                                            const std::int8_t* /*column*/, std::int8_t* /*out_p*/,
                                                            std::int8_t* /*out_q*/, const std::uint32_t* /*stream_end*/,
                                                            const std::int8_t* /*column_end*/,
                                                            std::int32_t /*zero_point*/) {
  asm volatile(R"(
    @ ---- registers
    stream      .req r0         @ runs through the filter stream
    column      .req r1         @ runs through the activations
    w_ab        .req r2         @ weights of filters a and b; after SXTB16, of a
    w_cd        .req r3
    x0          .req r4         @ two words of activations; which pixel takes which alternates from tap to tap
    x1          .req r5
    ab_p        .req r6         @ sums of pixel p
    a_p         .req r7
    cd_p        .req r8
    c_p         .req r9
    ab_q        .req r10        @ sums of pixel q
    a_q         .req r11
    cd_q        .req r12
    c_q         .req lr
    multiplier  .req w_ab       @ after the loop
    shift       .req w_cd
    out_p       .req x0
    out_q       .req column
    zero_point  .req x1

    @ ---- stack: what r1-r3 brought, nine saved registers, the last three arguments
    .set .Lcolumn, 0
    .set .Lout_p, 4
    .set .Lout_q, 8
    .set .Lstream_end, 48
    .set .Lcolumn_end, 52
    .set .Lzero_point, 56

    @ ---- the next word of the filter stream; loads that stand together cost one cycle each, a single one two
    .macro next register
      ldr     \register, [stream, #.Lread]
      .set    .Lread, .Lread + 4
    .endm

    .macro advance              @ once the immediate offsets have grown: the same place, by the pointer
      add     stream, stream, #.Lread
      .set    .Lread, 0
    .endm

    @ ---- sums += weights * activations. q goes first: at the very start it is added `from` p, which still holds the start values
    .macro multiply x_p, x_q, from
      smlad   ab_q, w_ab, \x_q, ab_\from
      smlad   ab_p, w_ab, \x_p, ab_p
      sxtb16  w_ab, w_ab
      smlad   cd_q, w_cd, \x_q, cd_\from
      smlad   cd_p, w_cd, \x_p, cd_p
      sxtb16  w_cd, w_cd
      smlad   a_q, w_ab, \x_q, a_\from
      smlad   a_p, w_ab, \x_p, a_p
      smlad   c_q, w_cd, \x_q, c_\from
      smlad   c_p, w_cd, \x_p, c_p
    .endm

    @ ---- taps t, t + stride, t + 2 * stride ...: x_q of each is x_p of the next
    .macro taps t, x_p, x_q, from, x_p_is_loaded=0
      .if (\t) < %c[taps]
        next  w_ab
        .if \x_p_is_loaded == 0
          ldr \x_p, [column, #.Lword + %c[tap_bytes] * (\t)]
        .endif
        ldr   \x_q, [column, #.Lword + %c[tap_bytes] * (\t + %c[stride])]
        next  w_cd
        multiply \x_p, \x_q, \from
        taps  \t+%c[stride], \x_q, \x_p, q, 1
      .endif
    .endm

    .macro position from=q
      taps    0, x0, x1, \from
      .set    .Lfirst, 1
      .rept   %c[stride] - 1
        taps  .Lfirst, x0, x1, q
        .set  .Lfirst, .Lfirst + 1
      .endr
      .set    .Lword, .Lword + %c[position_bytes]
    .endm

    .macro unpack pair, low     @ the high filter of two
      sub     \pair, \pair, \low
      asr     \pair, \pair, #8
    .endm

    .macro requantize_and_store p, q
      next    multiplier
      next    shift
      .if %c[as_float32]
        vmov  s0, \p
        vmov  s1, \q
        vmov  s2, multiplier
        vcvt.f32.s32 s0, s0
        vcvt.f32.s32 s1, s1
        vmul.f32 s0, s0, s2
        vmul.f32 s1, s1, s2
        vcvtr.s32.f32 s0, s0
        vcvtr.s32.f32 s1, s1
        vmov  \p, s0
        vmov  \q, s1
        add   \p, \p, zero_point
        add   \q, \q, zero_point
      .else
        smmlar \p, \p, multiplier, \p
        smmlar \q, \q, multiplier, \q
        .if %c[ties_away]
          add \p, \p, \p, asr #31
          add \q, \q, \q, asr #31
        .endif
        smmlar \p, \p, shift, zero_point
        smmlar \q, \q, shift, zero_point
      .endif
      ssat    \p, #8, \p
      ssat    \q, #8, \q
      strb    \q, [out_q], #1
      strb    \p, [out_p], #1
    .endm

    push    {r1-r11, lr}
    .set    .Lread, 0
  1:                            @ each group of four filters
    .set    .Lword, 0
    ldr     column, [sp, #.Lcolumn]
    next    ab_p
    next    a_p
    next    cd_p
    next    c_p
    .set    .Lread, .Lread + 8 * %c[single]
    .if %c[one_pass]
      position from=p
      .rept %c[unroll] - 1
        position
      .endr
    .else
      mov   ab_q, ab_p
      mov   a_q, a_p
      mov   cd_q, cd_p
      mov   c_q, c_p
      advance
    .balign 4
  2:  .rept %c[unroll]
        position
      .endr
      advance
      add   column, column, #.Lword
      ldr   w_ab, [sp, #.Lcolumn_end]
      cmp   column, w_ab
      bne   2b
    .endif
    unpack  ab_p, a_p
    unpack  ab_q, a_q
    unpack  cd_p, c_p
    unpack  cd_q, c_q
    ldr     out_p, [sp, #.Lout_p]
    ldr     out_q, [sp, #.Lout_q]
    ldr     zero_point, [sp, #.Lzero_point]
    requantize_and_store a_p, a_q
    requantize_and_store ab_p, ab_q
    requantize_and_store c_p, c_q
    requantize_and_store cd_p, cd_q
    str     out_p, [sp, #.Lout_p]
    str     out_q, [sp, #.Lout_q]
    ldr     w_ab, [sp, #.Lstream_end]
    advance
    cmp     stream, w_ab
    bne     1b
    add     sp, sp, #12
    pop     {r4-r11, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .purgem next
    .purgem advance
    .purgem multiply
    .purgem taps
    .purgem position
    .purgem unpack
    .purgem requantize_and_store
    .irp name, stream, column, w_ab, w_cd, x0, x1, ab_p, a_p, cd_p, c_p, ab_q, a_q, cd_q, c_q, multiplier, shift, out_p, out_q, zero_point
      .unreq \name
    .endr
  )"
               :
               : [taps] "i"(walk.taps), [tap_bytes] "i"(walk.tap_bytes), [stride] "i"(walk.stride),
                 [position_bytes] "i"(walk.position_bytes), [unroll] "i"(unroll), [one_pass] "i"(one_pass ? 1 : 0),
                 [single] "i"(single ? 1 : 0), [ties_away] "i"(rescaling == Rescaling::ties_away ? 1 : 0),
                 [as_float32] "i"(rescaling == Rescaling::float32 ? 1 : 0)
               : "memory");
}

}  // namespace tinytmpl::kernels::armv7em
