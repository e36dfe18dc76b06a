// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>

/// Sums of windows over rows of 16-bit elements. A word is two elements from an even or an odd one on, so that a window of any
/// begin is pairs; windows an even distance apart share words.
namespace tinytmpl::kernels::armv7em {

/// Windows that are added up together.
struct HalfwordWindows {
  int outputs, pairs, stride, pitch;  // pairs of a row, of which the last may have one tap; elements from row to row
  bool overlaps = false;              // may the second block overlap the first?

  /// A weight waits in one of four registers from the word of the first window that needs it to that of the last.
  static constexpr int most_outputs(int stride) { return minimum(4, 1 + 7 / stride); }
  constexpr int columns() const { return (outputs - 1) * stride + 2 * pairs - 1; }
  /// The pair that window `p` multiplies by the word from `column` on; none: -1.
  constexpr int pair(int p, int column) const {
    const int tap = column - p * stride;
    return tap >= 0 && tap % 2 == 0 && tap / 2 < pairs ? tap / 2 : -1;
  }
  constexpr bool reads(int column) const {
    bool reads = false;
    for (int p = 0; p < outputs; ++p) reads |= pair(p, column) >= 0;
    return reads;
  }
  /// Instructions for a row.
  constexpr int cost() const {
    int cost = 4 + pairs + outputs * pairs;
    for (int column = 0; column < columns(); ++column) cost += reads(column);
    return cost;
  }
  constexpr bool fits_offsets() const { return 2 * columns() < 4096 && 2 * pitch < 65536 && columns() < 256; }
};

/// computes  the sums of windows that are next to each other, from `x` on: start + sum of taps * weights, where two weights are a
///           word, row by row. The second block of windows begins `overlap` windows before the first one's end.
template <HalfwordWindows windows>
inline void add_up_windows_portable(std::uint32_t* sums, const std::int16_t* x, const std::int32_t* weights,
                                    std::uint32_t start, const std::uint32_t* sums_end, const std::int32_t* weights_end,
                                    int overlap) {
  do {
    for (int p = 0; p < windows.outputs; ++p) {
      auto sum = static_cast<std::int32_t>(start);
      const std::int16_t* row = x + p * windows.stride;
      for (const std::int32_t* w = weights; w != weights_end; w += windows.pairs, row += windows.pitch)
        for (int pair = 0; pair < windows.pairs; ++pair) sum = smlad(load_word(row + 2 * pair), w[pair], sum);
      *sums++ = static_cast<std::uint32_t>(sum);
    }
    sums -= overlap, x += (windows.outputs - overlap) * windows.stride;
    overlap = 0;
  } while (sums != sums_end);
}

/// The same in assembler.
///
/// cost  5 taps: 27 instructions for a row of four windows; 12 for a block
template <HalfwordWindows windows>
[[gnu::naked, gnu::noinline, gnu::used]] void add_up_windows(std::uint32_t* /*sums*/, const std::int16_t* /*x*/,
                                                             const std::int32_t* /*weights*/, std::uint32_t /*start*/,
                                                             const std::uint32_t* /*sums_end*/,
                                                             const std::int32_t* /*weights_end*/, int /*overlap*/) {
  asm volatile(R"(
    .syntax unified
    @ ---- registers
    x           .req r0         @ runs through the rows of a block
    w           .req r1         @ runs through the weights
    even        .req r2         @ words of activations: from an even column on
    odd         .req r3         @ and the next one
    sum0        .req r4
    sum1        .req r5
    sum2        .req r6
    sum3        .req r7
    weight0     .req r8         @ pair 0, 4 ...
    weight1     .req r9
    weight2     .req r10
    weight3     .req r11
    w_end       .req r12
    sums        .req lr

    @ ---- stack: what r1-r3 brought, nine saved registers, the last arguments
    .set .Lx, 0
    .set .Lweights, 4
    .set .Lstart, 8
    .set .Lsums_end, 48
    .set .Lweights_end, 52
    .set .Loverlap, 56

    .macro multiply sum, word, tap      @ if the window has a pair there
      .if (\tap) >= 0
        .if ((\tap) & 1) == 0
          .if ((\tap) >> 1) < %c[pairs]
            .if (((\tap) >> 1) & 3) == 0
              smlad   \sum, \word, weight0, \sum
            .elseif (((\tap) >> 1) & 3) == 1
              smlad   \sum, \word, weight1, \sum
            .elseif (((\tap) >> 1) & 3) == 2
              smlad   \sum, \word, weight2, \sum
            .else
              smlad   \sum, \word, weight3, \sum
            .endif
          .endif
        .endif
      .endif
    .endm
    .macro meet word, column
      multiply  sum0, \word, \column
      .if %c[outputs] > 1
        multiply sum1, \word, \column-%c[stride]
      .endif
      .if %c[outputs] > 2
        multiply sum2, \word, \column-2*%c[stride]
      .endif
      .if %c[outputs] > 3
        multiply sum3, \word, \column-3*%c[stride]
      .endif
    .endm
    .macro load_weight register, pair
      .if ((.Lcolumn >> 1) & 3) == \pair
        ldr     \register, [w], #4
      .endif
    .endm
    .macro two_columns
      .if .Lcolumn < 2 * %c[pairs]
        load_weight weight0, 0
        load_weight weight1, 1
        load_weight weight2, 2
        load_weight weight3, 3
      .endif
      ldr       even, [x, #2 * .Lcolumn]
      .if %c[outputs] > 1 && (%c[stride] & 1)
        .if .Lcolumn + 1 < %c[columns]
          ldr   odd, [x, #2 * .Lcolumn + 2]
        .endif
      .endif
      meet      even, .Lcolumn
      meet      odd, .Lcolumn+1
      .set .Lcolumn, .Lcolumn + 2
    .endm

    push    {r1-r11, lr}
    mov     sums, r0
    mov     x, r1
    ldr     w_end, [sp, #.Lweights_end]
  1:                            @ ---- each block
    ldr     sum0, [sp, #.Lstart]
    ldr     w, [sp, #.Lweights]
    mov     sum1, sum0
    mov     sum2, sum0
    mov     sum3, sum0
  2:                            @ each row
    .set .Lcolumn, 0
    .rept (%c[columns] + 1) / 2
      two_columns
    .endr
    cmp     w, w_end
    add     x, x, #2 * %c[pitch]
    bne     2b
    .if %c[outputs] == 1
      str   sum0, [sums], #4  @ not STM, whose wide encoding has two registers or more: Clang takes it at its word
    .elseif %c[outputs] == 2
      stm   sums!, {r4, r5}
    .elseif %c[outputs] == 3
      stm   sums!, {r4, r5, r6}
    .else
      stm   sums!, {r4, r5, r6, r7}
    .endif
    ldr     x, [sp, #.Lx]
    ldr     r2, [sp, #.Lsums_end]
    add     x, x, #2 * %c[stride] * %c[outputs]
    .if %c[overlaps]
      ldr   r1, [sp, #.Loverlap]
      movs  r3, #2 * %c[stride]
      sub   sums, sums, r1, lsl #2
      mls   x, r1, r3, x
      movs  r1, #0
      str   r1, [sp, #.Loverlap]
    .endif
    str     x, [sp, #.Lx]
    cmp     sums, r2
    bne     1b
    add     sp, sp, #12
    pop     {r4-r11, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, multiply, meet, load_weight, two_columns
      .purgem \name
    .endr
    .irp name, x, w, even, odd, sum0, sum1, sum2, sum3, weight0, weight1, weight2, weight3, w_end, sums
      .unreq \name
    .endr
  )"
               :
               : [outputs] "i"(windows.outputs), [pairs] "i"(windows.pairs), [stride] "i"(windows.stride),
                 [columns] "i"(windows.columns()), [pitch] "i"(windows.pitch), [overlaps] "i"(windows.overlaps ? 1 : 0)
               : "memory");
}

}  // namespace tinytmpl::kernels::armv7em
