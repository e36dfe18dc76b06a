// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/depthwise_window.hpp>

namespace tinytmpl::kernels::armv7em {

/// How a row is gone through: `passes` of a loop over `unroll` steps, then the rest of the steps, and an odd output.
struct DepthwiseRow {
  int channels, width, before, stride;
  int shift, keep_negatives, as_float32, ties;  // as DepthwiseChannel is packed
  int steps = 0, unroll = 1, passes = 0, odd = 0;

  constexpr explicit DepthwiseRow(const Geometry& g)
      : channels(g.in[0].c), width(g.in[0].w), before(g.cols.before), stride(g.cols.stride), shift(one_shift(g)),
        keep_negatives(rescaling(g) == Rescaling::ties_away), as_float32(rescaling(g) == Rescaling::float32),
        ties(needs_ties(g)) {
    const bool compact = g.optimize == Optimize::size;
    steps = stride == 1 ? g.out.w / 2 : g.out.w;
    odd = stride == 1 ? g.out.w % 2 : 0;
    const int reach = stride == 1 ? width - 2 + before : width - 1 + before;
    const int inside = bounded(reach / 2, 0, steps);  // steps that do not touch the edge, so that they may be in a loop
    unroll = compact ? 1 : 3;
    passes = inside <= (compact ? 1 : 6) ? 0 : inside / unroll;
  }
  /// LDRSB and ADD reach 4,095 bytes, MOVW 65,535.
  constexpr bool fits_offsets() const {
    return 2 * channels * (maximum(unroll, steps - passes * unroll) + 2) < 4096 && channels * width < 65'536;
  }
};

/// DepthwiseWindow, of all channels of a row, in assembler, step by step. How it is written: see convolve_pair.hpp.
///
/// cost  32 cycles for two outputs at stride 1, 25 for one at stride 2; some 45 cycles for each channel
template <DepthwiseRow row>
  requires(row.fits_offsets())
[[gnu::naked, gnu::noinline, gnu::used]] void depthwise_row(const std::uint32_t* /*stream*/, const std::int8_t* /*top*/,
                                                            const std::int8_t* /*middle*/,
                                                            const std::int8_t* /*bottom*/, std::int8_t* /*out*/,
                                                            const std::uint32_t* /*stream_end*/,
                                                            std::int32_t /*zero_points*/) {
  asm volatile(
      R"(
    @ ---- registers; what a channel needs only now and then waits in the FPU
    stream      .req r0         @ DepthwiseChannel after DepthwiseChannel
    top         .req r1         @ where the pointers are: column .Lhere
    middle      .req r2
    bottom      .req r3
    out         .req r4
    w0          .req r5
    w1          .req r6
    w2          .req r7
    sum0        .req r8
    sum1        .req r9
    pair1       .req r0         @ two columns; `stream` waits meanwhile
    pair2       .req r10
    bottoms     .req r11
    x           .req r12
    y           .req lr
    bottom_01   .req s0
    bottom_12   .req s1
    bias        .req s2
    multiplier  .req s3
    rounding    .req s4
    ties        .req s5
    waiting     .req s6         @ stream
    end         .req s7         @ of the stream
    zero_points .req s8         @ two of them
    last        .req s9         @ where the loop ends
    scaled      .req s10

    @ ---- stack: nine saved registers, the last three arguments
    .set .Lout, 36
    .set .Lstream_end, 40
    .set .Lzero_points, 44

    @ ---- `upper` and `lower` half: column .Lcolumn of top and middle rows; `low`: of the bottom row
    .macro load pair, second, low
      .if .Lcolumn < 0 || .Lcolumn >= %c[width]
        vmov  \pair, zero_points
        vmov  \low, zero_points
      .else
        ldrsb \pair, [top, #(.Lcolumn - .Lhere) * %c[channels]]
        ldrsb \second, [middle, #(.Lcolumn - .Lhere) * %c[channels]]
        ldrsb \low, [bottom, #(.Lcolumn - .Lhere) * %c[channels]]
        pkhbt \pair, \pair, \second, lsl #16
      .endif
      .set    .Lcolumn, .Lcolumn + 1
    .endm

    .macro load_two_columns
      load    pair1, x, bottoms
      load    pair2, x, y
      pkhbt   bottoms, bottoms, y, lsl #16
    .endm

    @ ---- the constants that all of one step's outputs share, where they need no more than two
    .macro prepare
      .if %c[shift] && !%c[keep_negatives]
        vmov    x, multiplier
        vmov    y, rounding
      .endif
    .endm

    .macro scale_and_store sum
      .if %c[as_float32]
        vmov    scaled, \sum
        vmov    y, rounding         @ the zero point
        vcvt.f32.s32 scaled, scaled
        vmul.f32 scaled, scaled, multiplier
        vcvtr.s32.f32 scaled, scaled
        vmov    \sum, scaled
        add     \sum, \sum, y
        ssat    \sum, #8, \sum
      .elseif %c[shift] && !%c[keep_negatives]
        smmla   \sum, \sum, x, y
        ssat    \sum, #8, \sum, asr #%c[shift]
      .elseif %c[shift]
        vmov    x, ties
        vmov    y, rounding
        and     x, x, \sum, asr #31
        sub     y, y, x
        vmov    x, multiplier
        smmla   \sum, \sum, x, y
        ssat    \sum, #8, \sum, asr #%c[shift]
      .else
        vmov    x, multiplier
        vmov    y, rounding
        .if %c[keep_negatives]
          add   y, y, \sum, asr #31
        .endif
        smmlar  \sum, \sum, x, y
        vmov    x, ties
        asr     \sum, \sum, x
        ssat    \sum, #8, \sum
      .endif
      strb      \sum, [out, #.Loutput * %c[channels]]
      .set      .Loutput, .Loutput + 1
    .endm

    .macro begin
      .if %c[stride] == 1
        load_two_columns
        vmov    x, bias
        vmov    y, bottom_01
        smlad   sum0, pair1, w0, x
        smlad   sum1, pair2, w0, x
        smlad   sum0, pair2, w1, sum0
        smlatb  sum1, bottoms, y, sum1
        smlad   sum0, bottoms, y, sum0
      .else
        load    pair2, x, bottoms
        vmov    x, bias
        vmov    y, bottom_01
        smlad   sum0, pair2, w0, x
        smlabb  sum0, bottoms, y, sum0
      .endif
    .endm

    .macro step begins=2        @ and begins as many of the next outputs
      load_two_columns
      vmov      x, bottom_12
      .if %c[stride] == 1
        smlad   sum0, pair1, w2, sum0
        smlad   sum1, pair1, w1, sum1
        smlabt  sum0, bottoms, x, sum0
        smlad   sum1, pair2, w2, sum1
        smlad   sum1, bottoms, x, sum1
        prepare
        scale_and_store sum0
        scale_and_store sum1
        .if \begins
          vmov    x, bias
          vmov    y, bottom_01
          smlad   sum0, pair1, w0, x
          .if \begins == 2
            smlad   sum1, pair2, w0, x
          .endif
          smlad   sum0, pair2, w1, sum0
          .if \begins == 2
            smlatb  sum1, bottoms, y, sum1
          .endif
          smlad   sum0, bottoms, y, sum0
        .endif
      .else
        smlad   sum0, pair1, w1, sum0
        smlad   sum0, bottoms, x, sum0
        smlad   sum0, pair2, w2, sum0
        prepare
        scale_and_store sum0
        .if \begins
          vmov    x, bias
          vmov    y, bottom_01
          smlad   sum0, pair2, w0, x
          smlatb  sum0, bottoms, y, sum0
        .endif
      .endif
    .endm

    push    {r4-r11, lr}
    ldr     out, [sp, #.Lout]
    ldr     x, [sp, #.Lstream_end]
    vmov    end, x
    ldr     x, [sp, #.Lzero_points]
    vmov    zero_points, x
  1:                            @ each channel
    ldmia   stream!, {w0, w1, w2}
    .if %c[ties]
      vldmia stream!, {bottom_01-ties}
    .else
      vldmia stream!, {bottom_01-rounding}
    .endif
    vmov    waiting, stream
    .set    .Lhere, 0
    .set    .Lcolumn, -%c[before]
    .set    .Loutput, 0
    begin
    .if %c[passes]
      movw  x, #%c[passes] * %c[unroll] * 2 * %c[channels]
      add   x, x, top
      vmov  last, x
    .balign 4
  2:  .rept %c[unroll]
        step
      .endr
      add   top, top, #%c[unroll] * 2 * %c[channels]
      add   middle, middle, #%c[unroll] * 2 * %c[channels]
      add   bottom, bottom, #%c[unroll] * 2 * %c[channels]
      add   out, out, #.Loutput * %c[channels]
      vmov  x, last
      cmp   top, x
      bne   2b
      .set  .Loutputs, .Loutput * %c[passes]
      .set  .Loutput, 0
      .set  .Lhere, %c[passes] * %c[unroll] * 2
      .set  .Lcolumn, .Lcolumn + (%c[passes] - 1) * %c[unroll] * 2
    .endif
    .if %c[steps] > %c[passes] * %c[unroll]
      .rept %c[steps] - %c[passes] * %c[unroll] - 1
        step
      .endr
      step  %c[odd]
    .endif
    .if %c[odd]                 @ one output more
      load  pair1, x, bottoms
      vmov  x, bottom_12
      smlad sum0, pair1, w2, sum0
      smlabt sum0, bottoms, x, sum0
      prepare
      scale_and_store sum0
    .endif
    vmov    stream, waiting
    .if %c[passes]
      movw  x, #.Lhere * %c[channels] - 1
      sub   top, top, x
      sub   middle, middle, x
      sub   bottom, bottom, x
      movw  x, #.Loutputs * %c[channels] - 1
      sub   out, out, x
    .else
      add   top, top, #1
      add   middle, middle, #1
      add   bottom, bottom, #1
      add   out, out, #1
    .endif
    vmov    x, end
    cmp     stream, x
    bne     1b
    pop     {r4-r11, pc}

    @ ---- leave no names behind: there is one assembler file for all kernels
    .irp name, load, load_two_columns, prepare, scale_and_store, begin, step
      .purgem \name
    .endr
    .irp name, stream, top, middle, bottom, out, w0, w1, w2, sum0, sum1, pair1, pair2, bottoms, x, y, bottom_01, bottom_12, bias, multiplier, rounding, ties, waiting, end, zero_points, last, scaled
      .unreq \name
    .endr
  )"
      :
      : [channels] "i"(row.channels), [width] "i"(row.width), [before] "i"(row.before), [stride] "i"(row.stride),
        [odd] "i"(row.odd), [steps] "i"(row.steps), [unroll] "i"(row.unroll), [passes] "i"(row.passes),
        [shift] "i"(row.shift), [keep_negatives] "i"(row.keep_negatives), [as_float32] "i"(row.as_float32),
        [ties] "i"(row.ties)
      : "memory");
}

}  // namespace tinytmpl::kernels::armv7em
