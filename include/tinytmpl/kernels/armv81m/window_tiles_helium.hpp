// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/window_tiles.hpp>

namespace tinytmpl::kernels::armv81m {

/// interleave_rows_portable in assembler. It writes whole vectors: up to 60 bytes behind the last column.
///
/// cost  6 + 2 * rows instructions for sixteen channels of a column
template <int rows>
[[gnu::naked, gnu::noinline]] void interleave_rows_helium(std::int8_t* /*strip*/, std::int32_t /*columns*/,
                                                          const std::int8_t* const* /*from*/,
                                                          const std::int32_t* /*steps*/, std::int32_t /*channels*/,
                                                          std::int32_t /*column*/) {
  asm volatile(R"(
    push          {r4-r11, lr}
    ldr           r12, [sp, #36]        @ channels
    vctp.8        r12
    ldr           r12, [sp, #40]        @ bytes of a column
    dls           lr, r1
    ldm           r2, {r4, r5, r6, r7}  @ where the rows are
    ldm           r3, {r8, r9, r10, r11}
  1:
    .if %c[rows] == 1
      vpst
    .elseif %c[rows] == 2
      vpstt
    .elseif %c[rows] == 3
      vpsttt
    .else
      vpstttt
    .endif
    vldrbt.u8     q0, [r4]
    .if %c[rows] > 1
      vldrbt.u8   q1, [r5]
    .endif
    .if %c[rows] > 2
      vldrbt.u8   q2, [r6]
    .endif
    .if %c[rows] > 3
      vldrbt.u8   q3, [r7]
    .endif
    add           r4, r4, r8
    .if %c[rows] > 1
      add         r5, r5, r9
    .endif
    .if %c[rows] > 2
      add         r6, r6, r10
    .endif
    .if %c[rows] > 3
      add         r7, r7, r11
    .endif
    vst40.8       {q0, q1, q2, q3}, [r0]
    vst41.8       {q0, q1, q2, q3}, [r0]
    vst42.8       {q0, q1, q2, q3}, [r0]
    vst43.8       {q0, q1, q2, q3}, [r0]
    add           r0, r0, r12
    le            lr, 1b
    pop           {r4-r11, pc}
  )"
               :
               : [rows] "i"(rows));
}

/// convolve_tiles_portable in assembler.
///
/// cost  32 instructions for eight outputs of a channel, 36 if each needs a tile of its own; 13 for each channel
template <Tiles t, Scaling how>
[[gnu::naked, gnu::noinline]] void convolve_tiles_helium(const std::int8_t* /*strip*/, const std::uint32_t* /*weights*/,
                                                         const std::uint32_t* /*scales*/, std::int8_t* /*out*/,
                                                         std::int32_t /*channels*/, std::int32_t /*eights*/,
                                                         std::int32_t /*out_pitch*/, std::int32_t /*zero_point*/,
                                                         std::int32_t /*lowest*/, std::int32_t /*highest*/) {
  asm volatile(R"(
    @ ---- registers; VMLADAV adds up in even ones
    sum_a0      .req r0         @ outputs 0, 2, 4, 6
    sum_a1      .req r2
    sum_a2      .req r4
    sum_a3      .req r6
    sum_b0      .req r8         @ outputs 1, 3, 5, 7
    sum_b1      .req r10
    sum_b2      .req r12
    sum_b3      .req lr
    weights     .req r1
    scales      .req r3
    out         .req r5
    left        .req r7         @ eights; without them, channels
    forward     .req r9         @ bytes of the strip for eight outputs, or of half as many
    back        .req r11        @ from behind a channel to the next one
    tile        .req q2
    spare       .req q3
    weights_a   .req q4         @ for outputs 0, 2 ...
    weights_b   .req q5         @ for outputs 1, 3 ...
    at          .req q6         @ the addresses of a tile's columns
    outs        .req q7         @ where eight outputs lie

    @ ---- stack: r3, 25 saved words, the other arguments
    .set .Lout, 100
    .set .Lchannels, 104
    .set .Leights, 108
    .set .Lout_pitch, 112
    .set .Lzero_point, 116
    .set .Llowest, 120

    .macro product sum, weights, offset
      vldrw.u32   tile, [at, #\offset]
      vmladav.s8  \sum, tile, \weights
    .endm

    .macro two i, n             @ outputs 2i and 2i + 1
      .if %c[shared]
        product   sum_a\i, weights_a, %c[tile]*\i
        .if 2 * \i + 1 < \n
          vmladav.s8 sum_b\i, tile, weights_b
        .endif
      .else                     @ offsets reach four tiles
        product   sum_a\i, weights_a, %c[tile]*((2*\i)&3)
        .if 2 * \i + 1 < \n
          product sum_b\i, weights_a, %c[tile]*((2*\i+1)&3)
        .endif
      .endif
    .endm

    .macro scale sums
      vadd.i32    \sums, \sums, r0
      vqrdmulh.s32 \sums, \sums, r2
      .if %c[keeps_negatives]
        vshr.s32  spare, \sums, #31
        vadd.i32  \sums, \sums, spare
      .endif
      vrshl.s32   \sums, r4
    .endm

    .macro outputs n            @ up to eight
      two         0, \n
      .if \n > 2
        two       1, \n
      .endif
      .if \n > 4
        .if %c[shared] == 0
          vadd.i32 at, at, forward
        .endif
        two       2, \n
      .endif
      .if \n > 6
        two       3, \n
      .endif
      vmov        q0[2], q0[0], sum_a0, sum_a2
      .if \n > 2
        vmov      q0[3], q0[1], sum_a1, sum_a3
      .endif
      .if \n > 1
        vmov      q1[2], q1[0], sum_b0, sum_b2
      .endif
      .if \n > 3
        vmov      q1[3], q1[1], sum_b1, sum_b3
      .endif
      ldm         scales, {r0, r2, r4}
      scale       q0
      .if \n > 1
        scale     q1
      .endif
      ldr         r0, [sp, #.Lzero_point]
      vqmovnb.s32 q0, q0
      .if \n > 1
        vqmovnt.s32 q0, q1
      .endif
      vqadd.s16   q0, q0, r0
      .if %c[clamps]
        ldrd      r0, r2, [sp, #.Llowest]
        vdup.16   q1, r0
        vdup.16   spare, r2
        vmax.s16  q0, q0, q1
        vmin.s16  q0, q0, spare
      .endif
      vqmovnb.s16 q0, q0
      .if \n < 8
        vpst
        vstrbt.16 q0, [out, outs]
      .else
        vstrb.16  q0, [out, outs]
      .endif
    .endm

    push          {r3}
    push          {r4-r11, lr}
    vpush         {d8-d15}
    mov           scales, r2
    mov           r4, #0
    vidup.u32     at, r4, #1
    mov           r4, #%c[tile_column]
    vmul.i32      at, at, r4
    vadd.i32      at, at, r0
    mov           r4, #0
    vidup.u16     outs, r4, #1
    ldr           r4, [sp, #.Lout_pitch]
    vmul.i16      outs, outs, r4
    mov           forward, #%c[forward]
    mov           r4, #%c[to_rest]
    ldr           r2, [sp, #.Leights]
    mov           r0, #%c[in_rest]
    mla           back, r2, r4, r0
    rsb           back, back, #4
    .if %c[rest]
      mov         r4, #%c[rest]
      vctp.16     r4
    .endif
    .if %c[loops] == 0
      ldrd        out, left, [sp, #.Lout]   @ and the channels
    .endif

  1:                            @ each channel
    .if %c[shared]
      vldrw.u32   weights_a, [weights, #4]
      vldrw.u32   weights_b, [weights], #16
    .else
      vldrw.u32   weights_a, [weights], #16
    .endif
    .if %c[loops]
      ldr         out, [sp, #.Lout]
      ldr         left, [sp, #.Leights]
    2:
      outputs     8
      ldr         r0, [sp, #.Lout_pitch]
      add         out, out, r0, lsl #3
      vadd.i32    at, at, forward
      subs        left, left, #1
      bne         2b
    .endif
    .if %c[rest]
      outputs     %c[rest]
    .endif
    vadd.i32      at, at, back
    add           scales, scales, #12
    .if %c[loops]
      ldrd        r0, r2, [sp, #.Lout]      @ and the channels
      add         r0, r0, #1
      subs        r2, r2, #1
      strd        r0, r2, [sp, #.Lout]
    .else
      add         out, out, #1
      subs        left, left, #1
    .endif
    bne           1b

    vpop          {d8-d15}
    pop           {r4-r11, lr}
    add           sp, sp, #4
    bx            lr

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, product, two, scale, outputs
      .purgem \name
    .endr
    .irp name, sum_a0, sum_a1, sum_a2, sum_a3, sum_b0, sum_b1, sum_b2, sum_b3, weights, scales, out, left, forward, back
      .unreq \name
    .endr
    .irp name, tile, spare, weights_a, weights_b, at, outs
      .unreq \name
    .endr
  )"
               :
               : [keeps_negatives] "i"(how.keeps_negatives ? 1 : 0), [clamps] "i"(how.clamps ? 1 : 0),
                 [shared] "i"(t.shared() ? 1 : 0), [rest] "i"(t.rest), [loops] "i"(t.loops ? 1 : 0),
                 [tile] "i"(t.tile()), [tile_column] "i"(t.dilation * t.column), [forward] "i"(4 * t.tile()),
                 [to_rest] "i"(8 * t.stride * t.column), [in_rest] "i"(!t.shared() && t.rest > 4 ? 4 * t.tile() : 0));
}

template <Tiles t, Scaling how>
inline void convolve_tiles(const TiledRow& row, const Limits& limits) {
  if constexpr (native)
    convolve_tiles_helium<t, how>(row.strip, row.weights, row.scales, row.out, row.channels, row.eights, row.out_pitch,
                                  limits.zero_point, limits.lowest, limits.highest);
  else convolve_tiles_portable<t, how>(row, limits);
}

template <int rows>
inline void interleave_rows(std::int8_t* strip, std::int32_t columns, const std::int8_t* const* from,
                            const std::int32_t* steps, std::int32_t channels, std::int32_t column) {
  if constexpr (native) interleave_rows_helium<rows>(strip, columns, from, steps, channels, column);
  else interleave_rows_portable<rows>(strip, columns, from, steps, channels, column);
}

}  // namespace tinytmpl::kernels::armv81m
