// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>
#include <tinytmpl/kernels/common/float32/products.hpp>

namespace tinytmpl::kernels::armv7em {

/// common::reals::Products::add of four filters at 2 to 4 pixels, in assembler. A product and its sum are two instructions: VFMA would
/// round once, and takes a cycle longer. How it is written: see convolve_pair.hpp.
///
/// cost    for two taps 88 cycles of 32 products at four pixels, 69 of 24 at three; some 80 cycles a call
template <int pixels>
[[gnu::naked, gnu::noinline, gnu::used]] void add_at_pixels(float* /*sums*/, const float* /*weights*/, int /*filter*/,
                                                            const std::int8_t* /*in*/, int /*pixel_bytes*/,
                                                            int /*count*/) {
  asm volatile(
      R"(
    @ ---- registers
    sums        .req r0
    w0          .req r1         @ the next weight of each filter
    w1          .req r4
    w2          .req r5
    w3          .req r6
    x0          .req r3         @ the next input of each pixel
    x1          .req r7
    x2          .req r8
    x3          .req r9
    filter      .req r2
    pixel_bytes .req r10
    pairs_end   .req r12        @ of the first pixel's inputs
    end         .req lr
    @ s0-s15: sums, four of the first pixel first; s16-s23: weights, two of each filter; s24, s25: inputs; s26-s29: products

    .set .Lpixel_bytes, 88      @ behind eight saved registers and fourteen of the FPU
    .set .Lcount, 92

    .macro tap x, a, b, c, d, sum_a, sum_b, sum_c, sum_d
      vmul.f32 s26, \x, \a
      vmul.f32 s27, \x, \b
      vmul.f32 s28, \x, \c
      vmul.f32 s29, \x, \d
      vadd.f32 \sum_a, \sum_a, s26
      vadd.f32 \sum_b, \sum_b, s27
      vadd.f32 \sum_c, \sum_c, s28
      vadd.f32 \sum_d, \sum_d, s29
    .endm

    .macro two_taps x, a, b, c, d
      vldmia  \x!, {s24-s25}
      tap     s24, s16, s18, s20, s22, \a, \b, \c, \d
      tap     s25, s17, s19, s21, s23, \a, \b, \c, \d
    .endm

    .macro one_tap x, a, b, c, d
      vldmia  \x!, {s24}
      tap     s24, s16, s18, s20, s22, \a, \b, \c, \d
    .endm

    .macro each_pixel taps
      \taps   x0, s0, s1, s2, s3
      \taps   x1, s4, s5, s6, s7
      .if %c[pixels] > 2
        \taps x2, s8, s9, s10, s11
      .endif
      .if %c[pixels] > 3
        \taps x3, s12, s13, s14, s15
      .endif
    .endm

    push    {r4-r10, lr}
    vpush   {d8-d14}
    ldr     pixel_bytes, [sp, #.Lpixel_bytes]
    ldr     end, [sp, #.Lcount]
    add     w1, w0, filter, lsl #2
    add     w2, w1, filter, lsl #2
    add     w3, w2, filter, lsl #2
    add     x1, x0, pixel_bytes
    add     x2, x1, pixel_bytes
    add     x3, x2, pixel_bytes
    bic     pairs_end, end, #1
    add     pairs_end, x0, pairs_end, lsl #2
    add     end, x0, end, lsl #2
    vldmia  sums, {s0-s%c[last]}
    cmp     x0, pairs_end
    beq     2f
    .balign 4
  1:
    vldmia  w0!, {s16-s17}
    vldmia  w1!, {s18-s19}
    vldmia  w2!, {s20-s21}
    vldmia  w3!, {s22-s23}
    each_pixel two_taps
    cmp     x0, pairs_end
    bne     1b
  2:
    cmp     x0, end
    beq     3f
    vldmia  w0!, {s16}
    vldmia  w1!, {s18}
    vldmia  w2!, {s20}
    vldmia  w3!, {s22}
    each_pixel one_tap
  3:
    vstmia  sums, {s0-s%c[last]}
    vpop    {d8-d14}
    pop     {r4-r10, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, tap, two_taps, one_tap, each_pixel
      .purgem \name
    .endr
    .irp name, sums, w0, w1, w2, w3, x0, x1, x2, x3, filter, pixel_bytes, pairs_end, end
      .unreq \name
    .endr
  )"
      :
      : [pixels] "i"(pixels), [last] "i"(4 * pixels - 1)
      : "memory");
}

/// The same of eight filters at one pixel. Two filters take turns, so that no sum waits for the one before.
///
/// cost    113 cycles for 32 products; some 60 cycles a call
template <int filters>
  requires(filters == 8)
[[gnu::naked, gnu::noinline, gnu::used]] void add_at_one(float* /*sums*/, const float* /*weights*/, int /*filter*/,
                                                         const std::int8_t* /*in*/, int /*pixel_bytes*/,
                                                         int /*count*/) {
  asm volatile(
      R"(
    @ ---- registers
    sums        .req r0
    w0          .req r1
    filter      .req r2
    x           .req r3
    w1          .req r4
    w2          .req r5
    w3          .req r6
    w4          .req r7
    w5          .req r8
    w6          .req r9
    w7          .req r10
    fours_end   .req r12
    end         .req lr
    @ s0-s7: sums; s8-s11: inputs; s12-s19: weights of two filters, and their products

    .set .Lcount, 52            @ behind eight saved registers and four of the FPU

    .macro two_filters a, b, sum_a, sum_b
      vldmia  \a!, {s12-s15}
      vldmia  \b!, {s16-s19}
      vmul.f32 s12, s8, s12
      vmul.f32 s16, s8, s16
      vmul.f32 s13, s9, s13
      vmul.f32 s17, s9, s17
      vadd.f32 \sum_a, \sum_a, s12
      vadd.f32 \sum_b, \sum_b, s16
      vmul.f32 s14, s10, s14
      vmul.f32 s18, s10, s18
      vadd.f32 \sum_a, \sum_a, s13
      vadd.f32 \sum_b, \sum_b, s17
      vmul.f32 s15, s11, s15
      vmul.f32 s19, s11, s19
      vadd.f32 \sum_a, \sum_a, s14
      vadd.f32 \sum_b, \sum_b, s18
      vadd.f32 \sum_a, \sum_a, s15
      vadd.f32 \sum_b, \sum_b, s19
    .endm

    .macro one_tap a, b, sum_a, sum_b
      vldmia  \a!, {s12}
      vldmia  \b!, {s16}
      vmul.f32 s12, s8, s12
      vmul.f32 s16, s8, s16
      vadd.f32 \sum_a, \sum_a, s12
      vadd.f32 \sum_b, \sum_b, s16
    .endm

    push    {r4-r10, lr}
    vpush   {d8-d9}
    ldr     end, [sp, #.Lcount]
    add     w1, w0, filter, lsl #2
    add     w2, w1, filter, lsl #2
    add     w3, w2, filter, lsl #2
    add     w4, w3, filter, lsl #2
    add     w5, w4, filter, lsl #2
    add     w6, w5, filter, lsl #2
    add     w7, w6, filter, lsl #2
    bic     fours_end, end, #3
    add     fours_end, x, fours_end, lsl #2
    add     end, x, end, lsl #2
    vldmia  sums, {s0-s7}
    cmp     x, fours_end
    beq     2f
    .balign 4
  1:
    vldmia  x!, {s8-s11}
    two_filters w0, w1, s0, s1
    two_filters w2, w3, s2, s3
    two_filters w4, w5, s4, s5
    two_filters w6, w7, s6, s7
    cmp     x, fours_end
    bne     1b
  2:
    cmp     x, end
    beq     3f
    vldmia  x!, {s8}
    one_tap w0, w1, s0, s1
    one_tap w2, w3, s2, s3
    one_tap w4, w5, s4, s5
    one_tap w6, w7, s6, s7
    b       2b
  3:
    vstmia  sums, {s0-s7}
    vpop    {d8-d9}
    pop     {r4-r10, pc}

    .irp name, two_filters, one_tap
      .purgem \name
    .endr
    .irp name, sums, w0, filter, x, w1, w2, w3, w4, w5, w6, w7, fours_end, end
      .unreq \name
    .endr
  )"
      :
      :
      : "memory");
}

/// Its inner loops in assembler, on a core with an FPU; weights of int8 are widened in C++.
struct RealProducts : common::reals::Products {
  template <int filters, int pixels, class Weight>
  static void add(float* sums, common::reals::Filters<Weight> from, const std::int8_t* in, int pixel_bytes, int count) {
    constexpr bool in_assembler = has_fpu && std::is_same_v<Weight, float>;
    if constexpr (in_assembler && filters == 4 && pixels > 1)
      add_at_pixels<pixels>(sums, from.weights, from.pitch, in, pixel_bytes, count);
    else if constexpr (in_assembler && filters == 8 && pixels == 1)
      add_at_one<filters>(sums, from.weights, from.pitch, in, pixel_bytes, count);
    else Products::add<filters, pixels>(sums, from, in, pixel_bytes, count);
  }
};

}  // namespace tinytmpl::kernels::armv7em
