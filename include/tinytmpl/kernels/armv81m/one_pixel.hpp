// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/filter_pairs.hpp>

namespace tinytmpl::kernels::armv81m {

/// computes  `count` outputs of one pixel, eight from each four pairs; the pairs stand behind each other but the first four, which
///           may be the same
template <int depth, Scaling how>
inline void convolve_one_pixel_portable(const std::uint32_t* const (&pairs)[4], const std::int8_t* in, std::int8_t* out,
                                        std::int32_t count, const Limits& limits) {
  using Pair = FilterPair<depth>;
  for (int i = 0; i < count; ++i)
    out[i] = Pair::template output<how>(pairs[i % 8 / 2] + i / 8 * 4 * Pair::words, i % 2, in, limits,
                                        [](int at) { return at; });
}

constexpr Steps one_pixel_steps(int depth, bool exact) { return steps_of_depth(depth, exact, 8, 4); }

/// The same in assembler.
///
/// cost  17 instructions for 128 products, and 33 for eight outputs
template <Steps steps, Scaling how>
[[gnu::naked, gnu::noinline]] void convolve_one_pixel_helium(
    const std::uint32_t* /*pair0*/, const std::uint32_t* /*pair1*/, const std::uint32_t* /*pair2*/,
    const std::uint32_t* /*pair3*/, const std::int8_t* /*in*/, std::int8_t* /*out*/, std::int32_t /*count*/,
    std::int32_t /*zero_point*/, std::int32_t /*lowest*/, std::int32_t /*highest*/) {
  asm volatile(R"(
    @ ---- registers; VMLADAV adds up in even ones
    sum_a0      .req r0         @ of the first filters of four pairs
    sum_a1      .req r2
    sum_a2      .req r4
    sum_a3      .req r6
    sum_b0      .req r8         @ of their second ones
    sum_b1      .req r10
    sum_b2      .req r12
    sum_b3      .req lr
    in          .req r1
    pair0       .req r3
    pair1       .req r5
    pair2       .req r9
    pair3       .req r11
    out         .req r7         @ a low one: VSTRB.16 takes no others
    passes      .req r7         @ of the loop over activations, in which `out` waits on the stack
    activations .req q0
    weights_a   .req q1
    weights_b   .req q2
    scales      .req q2         @ after the products: where those of the four pairs lie,
    factors     .req q3         @ and four of them
    lowest      .req q4
    highest     .req q5

    @ ---- stack: 17 saved words, the last six arguments
    .set .Lin, 68
    .set .Lout, 72
    .set .Lcount, 76
    .set .Lzero_point, 80
    .set .Llowest, 84
    .set .Lhighest, 88

    .macro products op, i
      vldrw.u32   weights_a, [pair\i], #16
      \op\().s8   sum_a\i, activations, weights_a
      vldrw.u32   weights_b, [pair\i], #16
      \op\().s8   sum_b\i, activations, weights_b
    .endm

    .macro all_products op
      products    \op, 0
      products    \op, 1
      products    \op, 2
      products    \op, 3
    .endm

    .macro step op              @ sixteen activations
      .if %c[passes]
        vldrb.u8  activations, [in], #16
      .else
        vldrb.u8  activations, [in, #.Lat]
        .set .Lat, .Lat + 16
      .endif
      all_products \op
    .endm

    .macro rest op              @ so many as are left
      vpst
      vldrbt.u8   activations, [in, #.Lat]
      all_products \op
    .endm

    .macro advance pointer      @ immediates reach 4,095 bytes, or eight bits at any place
      add         \pointer, \pointer, #%c[to_next] & 0xFFF
      .if %c[to_next] > 0xFFF
        add       \pointer, \pointer, #%c[to_next] & 0xFF000
      .endif
    .endm

    .macro scale sums, at
      vldrw.u32   factors, [scales, #\at]
      vadd.i32    \sums, \sums, factors
      vldrw.u32   factors, [scales, #\at + 4]
      vqrdmulh.s32 \sums, \sums, factors
      .if %c[keeps_negatives]
        vshr.s32  factors, \sums, #31
        vadd.i32  \sums, \sums, factors
      .endif
      vldrw.u32   factors, [scales, #\at + 8]
      vrshl.s32   \sums, \sums, factors
    .endm

    push          {r4-r11, lr}
    vpush         {d8-d11}
    mov           pair3, r3
    mov           pair2, r2
    mov           pair1, r1
    mov           pair0, r0
    ldr           in, [sp, #.Lin]
    .if %c[clamps]
      ldrd        r0, r2, [sp, #.Llowest]
      vdup.16     lowest, r0
      vdup.16     highest, r2
    .endif
    .if %c[passes] == 0
      ldr         out, [sp, #.Lout]
    .endif

  1:                            @ each four pairs
    .set .Lat, 0
    .if %c[rest]
      mov         r0, #%c[rest]
      vctp.8      r0
    .endif
    .if %c[head]
      step        vmladav
      .rept %c[head] - 1
        step      vmladava
      .endr
    .endif
    .if %c[passes]
      mov         passes, #%c[passes]
    2:
      .rept %c[body]
        step      vmladava
      .endr
      subs        passes, passes, #1
      bne         2b
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
    vmov          scales[2], scales[0], pair0, pair2
    vmov          scales[3], scales[1], pair1, pair3
    scale         q0, 0
    scale         q1, 12
    ldrd          r0, r2, [sp, #.Lcount]    @ and the zero point
    .if %c[passes]
      ldr         out, [sp, #.Lout]
      sub         in, in, #%c[back] & 0xFFF
      .if %c[back] > 0xFFF
        sub       in, in, #%c[back] & 0xFF000
      .endif
    .endif
    vqmovnb.s32   q0, q0
    vqmovnt.s32   q0, q1
    vqadd.s16     q0, q0, r2
    .if %c[clamps]
      vmax.s16    q0, q0, lowest
      vmin.s16    q0, q0, highest
    .endif
    vqmovnb.s16   q0, q0
    vctp.16       r0
    vpst
    vstrbt.16     q0, [out], #8
    .if %c[passes]
      str         out, [sp, #.Lout]
    .endif
    advance       pair0
    advance       pair1
    advance       pair2
    advance       pair3
    subs          r0, r0, #8
    str           r0, [sp, #.Lcount]
    bgt           1b

    vpop          {d8-d11}
    pop           {r4-r11, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, products, all_products, step, rest, advance, scale
      .purgem \name
    .endr
    .irp name, sum_a0, sum_a1, sum_a2, sum_a3, sum_b0, sum_b1, sum_b2, sum_b3, in, pair0, pair1, pair2, pair3, out, passes
      .unreq \name
    .endr
    .irp name, activations, weights_a, weights_b, scales, factors, lowest, highest
      .unreq \name
    .endr
  )"
               :
               : [keeps_negatives] "i"(how.keeps_negatives ? 1 : 0), [clamps] "i"(how.clamps ? 1 : 0),
                 [rest] "i"(steps.rest), [head] "i"(steps.head), [body] "i"(steps.body), [passes] "i"(steps.passes),
                 [back] "i"(16 * steps.whole()), [to_next] "i"(3 * 4 * steps.pair_words() + 24));
}

/// As the machine can do it best. Behind the pixel it reads no byte if `exact`, else up to 15.
template <int depth, Scaling how, bool exact>
inline void convolve_one_pixel(const std::uint32_t* const (&pairs)[4], const std::int8_t* in, std::int8_t* out,
                               std::int32_t count, const Limits& limits) {
  if constexpr (native)
    convolve_one_pixel_helium<one_pixel_steps(depth, exact), how>(
        pairs[0], pairs[1], pairs[2], pairs[3], in, out, count, limits.zero_point, limits.lowest, limits.highest);
  else convolve_one_pixel_portable<depth, how>(pairs, in, out, count, limits);
}

}  // namespace tinytmpl::kernels::armv81m
