// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/core.hpp>
#include <tinytmpl/kernels/scalar/depthwise_planes.hpp>

namespace tinytmpl::kernels::armv6m {

/// Outputs that are computed together, and what one of them reads of a row.
struct Block {
  int outputs, columns, stride, pitch;
  bool overlaps;  // may the second block overlap the first?

  /// Immediate offsets reach 31 bytes, or words.
  constexpr bool possible() const { return (outputs - 1) * stride + columns <= 32; }
};
/// As Bytes::add_up; `overlap` outputs of the first block are computed again in the second.
///
/// cost  1 and three for each output instructions for a tap, five for a row, 21 for a block
template <Block block>
  requires(block.outputs >= 1 && block.outputs <= 4 && block.possible())
[[gnu::naked, gnu::noinline]] void add_up_blocks(std::uint32_t* /*sums*/, const std::uint8_t* /*x*/,
                                                 const std::int32_t* /*weights*/, std::uint32_t /*start*/,
                                                 const std::uint32_t* /*sums_end*/, const std::int32_t* /*weights_end*/,
                                                 int /*overlap*/) {
  asm volatile(R"(
    .syntax unified
    @ ---- registers
    x           .req r0
    w           .req r1         @ runs through the weights
    weight      .req r2
    product     .req r3
    sum0        .req r4
    sum1        .req r5
    sum2        .req r6
    sum3        .req r7
    w_end       .req r8
    start       .req r9
    pitch       .req r10        @ of the plane
    block       .req r11        @ the first window
    weights     .req r12
    sums        .req lr
    .set .Lsums_end, 36         @ stack: nine saved registers, the last arguments
    .set .Lweights_end, 40
    .set .Loverlap, 44

    .macro product_of output, at
      ldrb    product, [x, #%c[stride] * \output + \at]
      muls    product, weight, product
      adds    sum\output, sum\output, product
    .endm
    .macro tap
      ldr     weight, [w, #4 * .Lat]
      product_of 0, .Lat
      .if %c[outputs] > 1
        product_of 1, .Lat
      .endif
      .if %c[outputs] > 2
        product_of 2, .Lat
      .endif
      .if %c[outputs] > 3
        product_of 3, .Lat
      .endif
      .set .Lat, .Lat + 1
    .endm

    push    {r4-r7, lr}
    mov     r4, r8
    mov     r5, r9
    mov     r6, r10
    mov     r7, r11
    push    {r4-r7}
    mov     sums, r0
    mov     block, r1
    mov     weights, r2
    mov     start, r3
    ldr     r0, [sp, #.Lweights_end]
    mov     w_end, r0
    ldr     r0, 5f
    mov     pitch, r0
  1:                            @ ---- each block
    mov     x, block
    mov     w, weights
    mov     sum0, start
    mov     sum1, start
    mov     sum2, start
    mov     sum3, start
  2:                            @ each row
    .set .Lat, 0
    .rept %c[columns]
      tap
    .endr
    adds    w, #4 * %c[columns]
    add     x, x, pitch
    cmp     w, w_end
    beq     3f
    b       2b
  3:
    mov     r0, sums
    .if %c[outputs] == 1
      stm   r0!, {r4}
    .elseif %c[outputs] == 2
      stm   r0!, {r4, r5}
    .elseif %c[outputs] == 3
      stm   r0!, {r4, r5, r6}
    .else
      stm   r0!, {r4, r5, r6, r7}
    .endif
    .if %c[overlaps]
      ldr   r1, [sp, #.Loverlap]
      movs  r2, #0
      str   r2, [sp, #.Loverlap]
      lsls  r2, r1, #2
      subs  r0, r0, r2
      movs  r2, #%c[stride]
      muls  r1, r2, r1
      rsbs  r1, r1, #0
      add   block, block, r1
    .endif
    mov     sums, r0
    mov     r0, block
    adds    r0, #%c[stride] * %c[outputs]
    mov     block, r0
    ldr     r0, [sp, #.Lsums_end]
    cmp     sums, r0
    beq     4f
    b       1b
  4:
    pop     {r4-r7}
    mov     r8, r4
    mov     r9, r5
    mov     r10, r6
    mov     r11, r7
    pop     {r4-r7, pc}
    .balign 4
  5:
    .word   %c[pitch]

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, product_of, tap
      .purgem \name
    .endr
    .irp name, x, w, weight, product, sum0, sum1, sum2, sum3, w_end, start, pitch, block, weights, sums
      .unreq \name
    .endr
  )"
               :
               : [outputs] "i"(block.outputs), [columns] "i"(block.columns), [stride] "i"(block.stride),
                 [pitch] "i"(block.pitch), [overlaps] "i"(block.overlaps ? 1 : 0));
}

constexpr int most_outputs = 4;
constexpr Block block_of(const Geometry& g) {
  const int at_once = scalar::bytes_at_once(g, most_outputs);
  return {at_once, g.cols.size, g.cols.stride, common::planes::Shape(g).pitch, common::planes::overlaps(g, at_once)};
}

/// Planes of bytes, whose sums are added up in assembler.
template <Geometry g>
struct BytesInAssembler : scalar::BytePlane<g, most_outputs> {
  static constexpr Block block = block_of(g);

  static void add_up(std::uint32_t* sums, const std::uint8_t* x, const std::int32_t* weights, std::uint32_t start,
                     int count) {
    const int overlap = (block.outputs - count % block.outputs) % block.outputs;
    add_up_blocks<block>(sums, x, weights, start, sums + count, weights + BytesInAssembler::shape.taps, overlap);
  }
};

/// computes  as scalar's
struct DepthwisePlanes : scalar::DepthwisePlanes {
  static constexpr const char* name = "depthwise, from planes, in assembler";
  static constexpr const char* refuses(const Geometry& g) {
    if (const char* reason = scalar::DepthwisePlanes::refuses(g)) return reason;
    return block_of(g).possible() ? nullptr : "windows side by side have more than 32 columns";
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    if constexpr (Core::here) common::planes::convolve_row<g, BytesInAssembler<g>>(band, k);
    else common::planes::convolve_row<g, scalar::BytePlane<g, most_outputs>>(band, k);
  }
};

}  // namespace tinytmpl::kernels::armv6m
