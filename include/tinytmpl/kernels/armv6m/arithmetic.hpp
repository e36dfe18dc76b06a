// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv6m/target.hpp>
#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels {

/// A sum of two rows of one size that is linear: see core/linear_sum.hpp.
constexpr bool is_linear_sum(const Geometry& g) {
  return (g.op == Op::add || g.op == Op::sub) && g.numbers.linear_shift > 0 && g.in[0] == g.out && g.in[1] == g.out;
}

namespace linear {

/// computes  out = (left * x + right * y + offset) >> shift, saturated to int8, for `count` elements
constexpr void add_portable(const std::int8_t* x, const std::int8_t* y, std::int8_t* out, int count, LinearSum sum) {
  const auto times = [](std::int32_t a, std::int32_t b) {
    return static_cast<std::uint32_t>(a) * static_cast<std::uint32_t>(b);
  };
  for (int i = 0; i < count; ++i) {
    const std::uint32_t all = times(x[i], sum.left) + times(y[i], sum.right) + static_cast<std::uint32_t>(sum.offset);
    out[i] = static_cast<std::int8_t>(clamp(static_cast<std::int32_t>(all) >> sum.shift, -128, 127));
  }
}

/// As add_portable.
///
/// cost  14 instructions for an element
[[gnu::naked, gnu::noinline]] inline void add(const std::int8_t* /*x*/, const std::int8_t* /*y*/, std::int8_t* /*out*/,
                                              int /*count*/, LinearSum /*sum*/) {
  asm volatile(R"(
    .syntax unified
    push  {r4-r7, lr}
    mov   r4, r8
    push  {r4}
    ldr   r6, [sp, #24]       @ left
    ldr   r7, [sp, #28]       @ right
    ldr   r4, [sp, #32]
    mov   r8, r4              @ offset
    ldr   r4, [sp, #36]
    mov   r12, r4             @ shift
    adds  r0, r0, r3          @ all pointers to the end; r3 counts up to 0
    adds  r1, r1, r3
    adds  r2, r2, r3
    rsbs  r3, r3, #0
  1:
    ldrsb r4, [r0, r3]
    ldrsb r5, [r1, r3]
    muls  r4, r6, r4
    muls  r5, r7, r5
    adds  r4, r4, r5
    add   r4, r4, r8
    mov   r5, r12
    asrs  r4, r4, r5
    sxtb  r5, r4
    cmp   r5, r4
    bne   3f
  2:
    strb  r4, [r2, r3]
    adds  r3, r3, #1
    bne   1b
    pop   {r4}
    mov   r8, r4
    pop   {r4-r7, pc}
  3:                          @ saturated
    asrs  r4, r4, #31
    movs  r5, #127
    eors  r4, r4, r5
    b     2b
  )");
}

}  // namespace linear

/// computes  (left * x + right * y + offset) >> shift, which is what portable computes
/// in place  the output may lie over an operand
template <Geometry g>
  requires(is_linear_sum(g))
constexpr armv6m compute(armv6m, const Band& band, const Constants& k) {
  const std::int8_t *left = operand_row<g, 0>(band, k), *right = operand_row<g, 1>(band, k);
  std::int8_t* const out = band.out[0];
  if constexpr (armv6m::here) linear::add(left, right, out, g.out.size(), *k.linear);
  else linear::add_portable(left, right, out, g.out.size(), *k.linear);
  if constexpr (!g.numbers.saturates)
    for (int i = 0; i < g.out.size(); ++i) out[i] = k.clamped(out[i]);
  return {};
}

}  // namespace tinytmpl::kernels
