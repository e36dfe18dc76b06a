// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>

/// Products of filters whose weights are bytes: SXTB16 widens (0, 2) and (1, 3) of four.
namespace tinytmpl::kernels::armv7em {

/// computes  sums of filters a and b at pixels p and q:  ap, aq, bp, bq.  Weights: four of a, four of b, and so on. Activations,
///           16 bits:  (0, 2) of p, (0, 2) of q, (1, 3) of p, (1, 3) of q, and so on.
inline void multiply_pairs_portable(std::uint32_t* sums, const std::int8_t* x, const std::uint32_t* weights,
                                    const std::int8_t* x_end) {
  std::int32_t sum[4] = {};
  for (; x != x_end; x += 16)
    for (int filter = 0; filter < 2; ++filter) {
      const auto four = static_cast<std::int32_t>(*weights++);
      for (int pixel = 0; pixel < 2; ++pixel) {
        std::int32_t& to = sum[2 * filter + pixel];
        to = smlad(sxtb16(four), load_word(x + 4 * pixel), to);
        to = smlad(sxtb16_odd(four), load_word(x + 8 + 4 * pixel), to);
      }
    }
  for (int i = 0; i < 4; ++i) sums[i] = static_cast<std::uint32_t>(sum[i]);
}

/// The same in assembler.
///
/// cost  16 instructions, 22 cycles for 16 products
[[gnu::naked, gnu::noinline]] inline void multiply_pairs(std::uint32_t* /*sums*/, const std::int8_t* /*x*/,
                                                         const std::uint32_t* /*weights*/,
                                                         const std::int8_t* /*x_end*/) {
  asm volatile(R"(
    .syntax unified
    x           .req r1
    weights     .req r2
    x_end       .req r3
    p_even      .req r4
    q_even      .req r5
    p_odd       .req r6
    q_odd       .req r7
    four_a      .req r8         @ four weights
    four_b      .req r9
    two         .req r0         @ two of them
    ap          .req r10
    aq          .req r11
    bp          .req r12
    bq          .req lr
    .macro filter four, p, q
      sxtb16  two, \four
      sxtb16  \four, \four, ror #8
      smlad   \p, two, p_even, \p
      smlad   \q, two, q_even, \q
      smlad   \p, \four, p_odd, \p
      smlad   \q, \four, q_odd, \q
    .endm
    push    {r0, r4-r11, lr}
    movs    ap, #0
    movs    aq, #0
    movs    bp, #0
    movs    bq, #0
    .balign 4
  1:
    ldm     x!, {r4, r5, r6, r7}
    ldm     weights!, {r8, r9}
    filter  four_a, ap, aq
    filter  four_b, bp, bq
    cmp     x, x_end
    bne     1b
    ldr     r0, [sp]
    stm     r0, {r10, r11, r12, lr}
    add     sp, sp, #4
    pop     {r4-r11, pc}
    .purgem filter
    .irp name, x, weights, x_end, p_even, q_even, p_odd, q_odd, four_a, four_b, two, ap, aq, bp, bq
      .unreq \name
    .endr
  )");
}

/// computes  sums += those of four filters at one pixel, whose activations are bytes, in whole words. Weights: four of each filter,
///           and so on.
inline void multiply_bytes_portable(std::uint32_t* sums, const std::int8_t* x, const std::uint32_t* weights,
                                    const std::int8_t* x_end) {
  for (; x != x_end; x += 4)
    for (int filter = 0; filter < 4; ++filter) {
      const auto four = static_cast<std::int32_t>(*weights++), inputs = load_word(x);
      auto sum = static_cast<std::int32_t>(sums[filter]);
      sum = smlad(sxtb16(four), sxtb16(inputs), sum);
      sums[filter] = static_cast<std::uint32_t>(smlad(sxtb16_odd(four), sxtb16_odd(inputs), sum));
    }
}

/// The same in assembler.
///
/// cost  22 instructions, 27 cycles for 16 products
[[gnu::naked, gnu::noinline]] inline void multiply_bytes(std::uint32_t* /*sums*/, const std::int8_t* /*x*/,
                                                         const std::uint32_t* /*weights*/,
                                                         const std::int8_t* /*x_end*/) {
  asm volatile(R"(
    .syntax unified
    x           .req r1
    weights     .req r2
    x_end       .req r3
    even        .req r8         @ activations 0 and 2
    odd         .req r9
    two         .req r0         @ two of four weights
    .macro filter four, sum
      sxtb16  two, \four
      sxtb16  \four, \four, ror #8
      smlad   \sum, two, even, \sum
      smlad   \sum, \four, odd, \sum
    .endm
    push    {r0, r4-r11, lr}
    ldm     r0, {r10, r11, r12, lr}
    .balign 4
  1:
    ldr     odd, [x], #4
    ldm     weights!, {r4, r5, r6, r7}
    sxtb16  even, odd
    sxtb16  odd, odd, ror #8
    filter  r4, r10
    filter  r5, r11
    filter  r6, r12
    filter  r7, lr
    cmp     x, x_end
    bne     1b
    ldr     r0, [sp]
    stm     r0, {r10, r11, r12, lr}
    add     sp, sp, #4
    pop     {r4-r11, pc}
    .purgem filter
    .irp name, x, weights, x_end, even, odd, two
      .unreq \name
    .endr
  )");
}

}  // namespace tinytmpl::kernels::armv7em
