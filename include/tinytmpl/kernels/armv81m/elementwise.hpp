// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/elementwise.hpp>
#include <tinytmpl/kernels/armv81m/core.hpp>

namespace tinytmpl::kernels::armv81m {

/// What a product needs to know.
struct ProductNumbers {
  std::int32_t left_zero_point, right_zero_point, multiplier, shift, output_zero_point;  // a shift to the left
};

/// Multiplies a run of an even number of elements, eight at a time; an operand whose step is 0 stays.
///
/// cost  22 instructions for eight elements, 18 if results below the zero point are clamped away
template <int left_step, int right_step, bool keeps_negatives>
[[gnu::naked, gnu::noinline]] void multiply(std::int8_t* /*out*/, const std::int8_t* /*left*/,
                                            const std::int8_t* /*right*/, std::int32_t /*count*/,
                                            const ProductNumbers* /*numbers*/) {
  asm volatile(R"(
      push          {r4-r9, lr}
      ldr           r9, [sp, #28]
      ldm           r9, {r4, r5, r6, r7, r8}
      .if %c[left] == 0
        ldrsb       r9, [r1]
        vdup.16     q0, r9
        vsub.i16    q0, q0, r4
      .endif
      .if %c[right] == 0
        ldrsb       r9, [r2]
        vdup.16     q1, r9
        vsub.i16    q1, q1, r5
      .endif
      dlstp.16      lr, r3
    1:
      .if %c[left]
        vldrb.s16   q0, [r1], #8
        vsub.i16    q0, q0, r4
      .endif
      .if %c[right]
        vldrb.s16   q1, [r2], #8
        vsub.i16    q1, q1, r5
      .endif
      vmullb.s16    q2, q0, q1
      vmullt.s16    q3, q0, q1
      vqrdmulh.s32  q2, q2, r6
      vqrdmulh.s32  q3, q3, r6
      .if %c[keeps_negatives]   @ VRSHL rounds ties up: one less is shifted
        .if %c[left]
          vshr.s32  q0, q2, #31
          vadd.i32  q2, q2, q0
          vshr.s32  q0, q3, #31
          vadd.i32  q3, q3, q0
        .else
          vshr.s32  q1, q2, #31
          vadd.i32  q2, q2, q1
          vshr.s32  q1, q3, #31
          vadd.i32  q3, q3, q1
        .endif
      .endif
      vrshl.s32     q2, r7
      vrshl.s32     q3, r7
      vqmovnb.s32   q2, q2
      vqmovnt.s32   q2, q3
      vqadd.s16     q2, q2, r8
      vqmovnb.s16   q2, q2
      vstrb.16      q2, [r0], #8
      letp          lr, 1b
      pop           {r4-r9, pc}
  )"
               :
               : [left] "i"(left_step), [right] "i"(right_step), [keeps_negatives] "i"(keeps_negatives ? 1 : 0));
}

/// computes  as portable
/// in place  the output may lie over an operand of its size
struct ProductOfVectors : armv7em::ProductOfRuns {
  static constexpr const char* name = "product, eight at a time";
  static constexpr const char* refuses(const Geometry& g) {
    if (const char* reason = armv7em::ProductOfRuns::refuses(g)) return reason;
    return armv7em::usual_shifts(g.numbers) ? nullptr : common::reasons::shifts_below_2;
  }

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    if constexpr (native) {
      const Multiplier m = k.multipliers[0];
      const ProductNumbers numbers{k.zero_point[0], k.zero_point[1], m.value, m.shift, k.output_zero_point};
      const armv7em::Product<g> product(k);
      common::runs::for_each_run<g>(
          band, [&]<int l, int r>(std::int8_t* out, const std::int8_t* left, const std::int8_t* right, int count,
                                  common::runs::Steps<l, r>) {
            const int last = count - 1, even = count / 2 * 2;  // the predicates are those of halfwords
            const auto odd = static_cast<std::int8_t>(product(left[l * last], right[r * last]));
            if (even > 0) multiply<l, r, !g.numbers.clamps_below>(out, left, right, even, &numbers);
            if (even < count) out[last] = odd;
          });
      armv7em::clamp_row<g>(band.out[0], k);
    } else {
      armv7em::ProductOfRuns::compute<g>(band, k);
    }
  }
};

}  // namespace tinytmpl::kernels::armv81m
