// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/requantize.hpp>
#include <tinytmpl/kernels/armv81m/core.hpp>
#include <tinytmpl/kernels/common/pool_rows.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>

namespace tinytmpl::kernels::armv81m {

/// computes  the maximum of `count` taps, channel by channel
inline void largest_portable(std::int8_t* out, const std::int8_t* const* taps, std::int32_t count,
                             std::int32_t channels) {
  for (int c = 0; c < channels; ++c) {
    std::int8_t most = -128;
    for (int i = 0; i < count; ++i) most = maximum(most, taps[i][c]);
    out[c] = most;
  }
}

/// The same in assembler, sixteen channels at a time.
///
/// cost  5 instructions for sixteen channels of a tap, 9 for sixteen outputs
template <bool here>
[[gnu::naked, gnu::noinline]] void largest(std::int8_t* /*out*/, const std::int8_t* const* /*taps*/,
                                           std::int32_t /*count*/, std::int32_t /*channels*/) {
  asm volatile(R"(
      push        {r4-r6, lr}
      movs        r6, #0              @ the channel
    1:
      vctp.8      r3
      vmov.i8     q0, #0x80
      mov         r4, r1
      dls         lr, r2
    2:
      ldr         r5, [r4], #4
      add         r5, r5, r6
      vpstt
      vldrbt.u8   q1, [r5]
      vmaxt.s8    q0, q0, q1
      le          lr, 2b
      vpst
      vstrbt.8    q0, [r0], #16
      add         r6, r6, #16
      subs        r3, r3, #16
      bgt         1b
      pop         {r4-r6, pc}
  )");
}

/// computes  as portable, pixel by pixel
/// in place  the output may lie over any one of the input rows
struct MaximumOfVectors : KernelFor<Op::max_pool> {
  static constexpr const char* name = "maximum, sixteen channels at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.cols.stride == 0) return common::reasons::no_stride;
    return g.kernel_h * g.cols.size <= 16 ? nullptr : common::reasons::many_taps;
  }
  static constexpr Geometry keeps(const Geometry& g) { return common::pools::keep_clamp(g); }
  static constexpr int scratch_bytes(const Geometry& g) { return common::pools::scratch_bytes(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    common::pools::for_each_pixel<g>(band, [&](std::int8_t* out, int x) __attribute__((always_inline)) {
      const Range columns = g.cols.taps(x, g.in[0].w);
      const std::int8_t* taps[g.kernel_h * g.cols.size];
      taps[0] = nullptr;  // GCC does not see that some are set
      std::int32_t count = 0;
      for (int i = 0; i < g.kernel_h; ++i) {
        const std::int8_t* in = rows_of<g>(band)[i];
        if (!in) continue;
        in += (g.cols.start(x) + columns.begin * g.cols.dilation) * g.in[0].c;
        for (int j = columns.begin; j < columns.end; ++j, in += g.cols.dilation * g.in[0].c) taps[count++] = in;
      }
      if constexpr (native) {
        if (count > 0) return largest<native>(out, taps, count, g.out.c);
      }
      largest_portable(out, taps, count, g.out.c);
    });
    armv7em::clamp_row<g>(band.out[0], k);
  }
};

}  // namespace tinytmpl::kernels::armv81m
