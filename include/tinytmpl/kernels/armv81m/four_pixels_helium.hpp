// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/four_pixels.hpp>

namespace tinytmpl::kernels::armv81m {

/// Immediate offsets of loads of bytes reach 127 up and down, fifteen steps, if a pointer stands in the middle; those of words reach
/// 508, which is enough for the steps of two columns and part of a third.
constexpr Steps four_pixel_steps(int depth, bool exact, Sliding3 sliding) {
  if (sliding.column > 0) return steps_of(depth / 48, 0, 3 * sliding.column - 16 <= 508 ? depth : 5, 3);
  return steps_of_depth(depth, exact, 15, 6);
}
constexpr int middle_step(const Steps& s, Sliding3 sliding) {
  return sliding.column == 0 && s.passes == 0 && s.pair_words() > 8 * 8 + 6 ? 112 : 0;
}

/// convolve_four_pixels_portable in assembler, four pixels and two filters at a time.
///
/// cost  14 instructions for 128 products, and 20 for eight outputs; of sliding windows 36 or 39 for 384 products
template <Steps steps, Sliding3 sliding, Scaling how>
[[gnu::naked, gnu::noinline]] void convolve_four_pixels_helium(const std::int8_t* /*in*/,
                                                               const std::uint32_t* /*filters*/, std::int8_t* /*out*/,
                                                               std::int8_t* /*out_end*/, std::int32_t /*zero_point*/,
                                                               std::int32_t /*lowest*/, std::int32_t /*highest*/,
                                                               std::int32_t /*in_pitch*/, std::int32_t /*out_pitch*/,
                                                               std::int32_t /*count*/, std::int32_t /*second*/) {
  asm volatile(R"(
    @ ---- registers; VMLADAV adds up in even ones
    sum_a0      .req r0         @ of the first filter, at four pixels
    sum_a1      .req r2
    sum_a2      .req r4
    sum_a3      .req r6
    sum_b0      .req r8         @ of the second
    sum_b1      .req r10
    sum_b2      .req r12
    sum_b3      .req lr
    in0         .req r1         @ where each pixel's activations are
    in1         .req r3
    in2         .req r5
    in3         .req r7
    filters     .req r9
    out         .req r11
    passes      .req r11        @ of the loop over activations, in which `out` waits on the stack
    act0        .req q0         @ sixteen activations of each pixel
    act1        .req q1
    act2        .req q2
    act3        .req q3
    weights_a   .req q4
    weights_b   .req q5
    offsets     .req q6         @ where the eight outputs lie
    lowest      .req q7

    @ ---- stack: two words, 25 saved ones, the arguments
    .set .Lrunning_out, 0
    .set .Lin, 108
    .set .Lfilters, 112
    .set .Lout, 116
    .set .Lout_end, 120
    .set .Lzero_point, 124
    .set .Llowest, 128
    .set .Lhighest, 132
    .set .Lin_pitch, 136
    .set .Lout_pitch, 140
    .set .Lcount, 144
    .set .Lsecond, 148

    .macro products op, i, from
      \op\().s8   sum_a\i, act\from, weights_a
      \op\().s8   sum_b\i, act\from, weights_b
    .endm

    .macro next_weights
      vldrw.u32   weights_a, [filters], #16
      vldrw.u32   weights_b, [filters], #16
    .endm

    .macro load to, pixel, column=0
      .if %c[column] && %c[passes] && \column
        vldrw.u32 act\to, [in\pixel, #%c[column] * \column - 16]
      .elseif %c[column] && %c[passes]
        vldrw.u32 act\to, [in\pixel], #16
      .elseif %c[column]
        vldrw.u32 act\to, [in\pixel, #.Lat + %c[column] * \column]
      .elseif %c[passes]
        vldrb.u8  act\to, [in\pixel], #16
      .else
        vldrb.u8  act\to, [in\pixel, #.Lat]
      .endif
    .endm

    .macro column op, number=0  @ sixteen activations of each pixel
      load        0, 0, \number
      next_weights
      products    \op, 0, 0
      load        1, 1, \number
      products    \op, 1, 1
      load        2, 2, \number
      products    \op, 2, 2
      load        3, 3, \number
      products    \op, 3, 3
    .endm

    .macro slide to, column, first, second, third   @ all but one column are there
      load        \to, 3, \column
      next_weights
      products    vmladava, 0, \first
      products    vmladava, 1, \second
      products    vmladava, 2, \third
      products    vmladava, 3, \to
    .endm

    .macro step op
      column      \op
      .if %c[column] && %c[stride] == 1
        slide     0, 1, 1, 2, 3
        slide     1, 2, 2, 3, 0
      .elseif %c[column]
        slide     0, 2, 1, 2, 3
        column    vmladava, 1
      .endif
      .if %c[passes] == 0
        .set .Lat, .Lat + 16
      .endif
    .endm

    .macro rest op              @ so many as are left
      vpstttt
      vldrbt.u8   act0, [in0, #.Lat]
      vldrbt.u8   act1, [in1, #.Lat]
      vldrbt.u8   act2, [in2, #.Lat]
      vldrbt.u8   act3, [in3, #.Lat]
      next_weights
      products    \op, 0, 0
      products    \op, 1, 1
      products    \op, 2, 2
      products    \op, 3, 3
    .endm

    .macro back_up pointer      @ immediates reach 4,095 bytes, or eight bits at any place
      sub         \pointer, \pointer, #%c[back] & 0xFFF
      .if %c[back] > 0xFFF
        sub       \pointer, \pointer, #%c[back] & 0xFF000
      .endif
    .endm

    .macro scale sums, bias, multiplier, shift, spare
      vadd.i32    \sums, \sums, \bias
      vqrdmulh.s32 \sums, \sums, \multiplier
      .if %c[keeps_negatives]
        vshr.s32  \spare, \sums, #31
        vadd.i32  \sums, \sums, \spare
      .endif
      vrshl.s32   \sums, \shift
    .endm

    push          {r0-r3}
    push          {r4-r11, lr}
    vpush         {d8-d15}
    sub           sp, sp, #8
    .if %c[rest]
      mov         r0, #%c[rest]
      vctp.8      r0
    .endif
    .if %c[clamps]
      ldr         r0, [sp, #.Llowest]
      vdup.16     lowest, r0
    .endif
    mov           r0, #0        @ offsets: pixel * pitch, and `second` more
    vidup.u16     q0, r0, #1
    vmov.i16      q1, #1
    vand          q1, q1, q0
    ldr           r0, [sp, #.Lsecond]
    vmul.i16      q1, q1, r0
    vshr.u16      q0, q0, #1
    ldr           r0, [sp, #.Lout_pitch]
    vmul.i16      q0, q0, r0
    vadd.i16      offsets, q0, q1

  1:                            @ each four pixels
    ldr           in0, [sp, #.Lin]
    ldr           r0, [sp, #.Lin_pitch]
    add           in1, in0, r0
    add           in2, in1, r0
    add           in3, in2, r0
    add           r0, in3, r0
    str           r0, [sp, #.Lin]
    .if %c[middle]
      add         in0, in0, #%c[middle]
      add         in1, in1, #%c[middle]
      add         in2, in2, #%c[middle]
      add         in3, in3, #%c[middle]
    .endif
    ldr           filters, [sp, #.Lfilters]
    ldr           out, [sp, #.Lout]

  2:                            @ each pair of filters
    .set .Lat, -%c[middle]
    .if %c[passes]
      str         out, [sp, #.Lrunning_out]
    .endif
    .if %c[head]
      step        vmladav
      .rept %c[head] - 1
        step      vmladava
      .endr
    .endif
    .if %c[passes]
      mov         passes, #%c[passes]
    3:
      .rept %c[body]
        step      vmladava
      .endr
      subs        passes, passes, #1
      bne         3b
    .endif
    .if %c[rest]
      .if %c[head]
        rest      vmladava
      .else
        rest      vmladav
      .endif
    .endif
    vmov          q0[2], q0[0], sum_a0, sum_a2
    vmov          q0[3], q0[1], sum_a1, sum_a3
    vmov          q1[2], q1[0], sum_b0, sum_b2
    vmov          q1[3], q1[1], sum_b1, sum_b3
    ldm           filters!, {r0, r2, r4, r6, r8, r10}
    .if %c[passes]
      back_up     in0
      back_up     in1
      back_up     in2
      back_up     in3
      ldr         out, [sp, #.Lrunning_out]
    .endif
    scale         q0, r0, r2, r4, q2
    scale         q1, r6, r8, r10, q3
    ldrd          r0, r2, [sp, #.Lout_end]  @ and the zero point
    vqmovnb.s32   q0, q0
    vqmovnt.s32   q0, q1
    vqadd.s16     q0, q0, r2
    .if %c[clamps]
      vmax.s16    q0, q0, lowest
      ldr         r2, [sp, #.Lhighest]
      vdup.16     q1, r2
      vmin.s16    q0, q0, q1
    .endif
    vqmovnb.s16   q0, q0
    vstrb.16      q0, [out, offsets]
    add           out, out, #2
    cmp           out, r0
    bne           2b

    ldrd          r4, r6, [sp, #.Lout]      @ and its end
    ldrd          r8, r10, [sp, #.Lout_pitch] @ and the count
    add           r4, r4, r8, lsl #2
    add           r6, r6, r8, lsl #2
    strd          r4, r6, [sp, #.Lout]
    subs          r10, r10, #4
    str           r10, [sp, #.Lcount]
    bne           1b

    add           sp, sp, #8
    vpop          {d8-d15}
    pop           {r4-r11, lr}
    add           sp, sp, #16
    bx            lr

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, products, next_weights, load, column, slide, step, rest, back_up, scale
      .purgem \name
    .endr
    .irp name, sum_a0, sum_a1, sum_a2, sum_a3, sum_b0, sum_b1, sum_b2, sum_b3, in0, in1, in2, in3, filters, out, passes
      .unreq \name
    .endr
    .irp name, act0, act1, act2, act3, weights_a, weights_b, offsets, lowest
      .unreq \name
    .endr
  )"
               :
               : [keeps_negatives] "i"(how.keeps_negatives ? 1 : 0), [clamps] "i"(how.clamps ? 1 : 0),
                 [rest] "i"(steps.rest), [head] "i"(steps.head), [body] "i"(steps.body), [passes] "i"(steps.passes),
                 [middle] "i"(middle_step(steps, sliding)), [column] "i"(sliding.column), [stride] "i"(sliding.stride),
                 [back] "i"(16 * steps.whole()));
}

/// As the machine can do it best. Behind a pixel it reads no byte if `exact`, else up to 15.
template <int depth, Scaling how, bool exact, Sliding3 sliding>
inline void convolve_four_pixels(const Pixels& p, const Limits& limits) {
  if constexpr (native)
    convolve_four_pixels_helium<four_pixel_steps(depth, exact, sliding), sliding, how>(
        p.in, p.filters, p.out, p.out_end, limits.zero_point, limits.lowest, limits.highest, p.in_pitch, p.out_pitch,
        p.count, p.second);
  else convolve_four_pixels_portable<depth, how, sliding>(p, limits);
}

}  // namespace tinytmpl::kernels::armv81m
