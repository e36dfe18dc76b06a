// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/arithmetic.hpp>
#include <tinytmpl/kernels/armv81m/core.hpp>

namespace tinytmpl::kernels::armv81m {

/// Adds two rows of an even number of elements. GNU as 2.40 encodes VQSHRN as VQRSHRN: hence two steps.
///
/// cost  16 instructions for eight elements
template <int shift>
[[gnu::naked, gnu::noinline]] void add_linear(std::int8_t* /*out*/, const std::int8_t* /*left*/,
                                              const std::int8_t* /*right*/, std::int32_t /*count*/,
                                              const LinearSum* /*sum*/) {
  asm volatile(R"(
      push          {r4-r6, lr}
      vpush         {d8-d9}
      ldr           r6, [sp, #32]
      ldm           r6, {r4, r5, r6}  @ factors of both, and the offset
      vdup.32       q4, r4
      dlstp.16      lr, r3
    1:
      vldrb.s16     q0, [r1], #8
      vldrb.s16     q1, [r2], #8
      vmovlt.s16    q2, q0
      vmovlb.s16    q0, q0
      vmovlt.s16    q3, q1
      vmovlb.s16    q1, q1
      vmlas.s32     q2, q4, r6
      vmlas.s32     q0, q4, r6
      vmla.s32      q2, q3, r5
      vmla.s32      q0, q1, r5
      vshrnb.i32    q0, q0, #16
      vshrnt.i32    q0, q2, #16
      vshr.s16      q0, q0, %[rest]
      vqmovnb.s16   q0, q0
      vstrb.16      q0, [r0], #8
      letp          lr, 1b
      vpop          {d8-d9}
      pop           {r4-r6, pc}
  )"
               :
               : [rest] "i"(shift - 16));
}

/// One element, as the instructions above compute it: sums may wrap before they are whole.
constexpr std::int8_t linear_sum(std::int8_t x, std::int8_t y, const LinearSum& sum) {
  const std::int64_t all = std::int64_t{sum.left} * x + std::int64_t{sum.right} * y + sum.offset;
  return static_cast<std::int8_t>(bounded<std::int64_t>(all >> sum.shift, -128, 127));
}

/// computes  a sum of two rows of one size, shifted as a word by 16 and as a half by the rest
/// in place  the output may lie over an operand
struct LinearRows : armv7em::LinearRows {
  static constexpr const char* name = "linear sum of rows, eight at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (const char* reason = armv7em::LinearRows::refuses(g)) return reason;
    const int shift = g.numbers.linear_shift;
    return shift > 16 && shift < 32 ? nullptr : "the sum is shifted by 16 or less, or by 32 or more";
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    const std::int8_t *left = band.in[0].row(), *right = band.in[1].row();
    std::int8_t* const out = band.out[0];
    constexpr int size = g.out.size(), vectors = native ? size / 2 * 2 : 0;
    if constexpr (vectors > 0) add_linear<g.numbers.linear_shift>(out, left, right, vectors, k.linear);
    for (int i = vectors; i < size; ++i) out[i] = linear_sum(left[i], right[i], *k.linear);
    armv7em::clamp_row<g>(out, k);
  }
};

}  // namespace tinytmpl::kernels::armv81m
