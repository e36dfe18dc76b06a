// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

#include <tinytmpl/kernels/armv7em/requantize.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::armv7em {

/// Four bytes, loaded together: each but the first costs one cycle, not two.
[[gnu::always_inline]] inline void load_four(const std::int8_t* from, std::int32_t (&to)[4]) {
  if constexpr (on_core)
    asm("ldrsb %0, [%4]\n ldrsb %1, [%4, #1]\n ldrsb %2, [%4, #2]\n ldrsb %3, [%4, #3]"
        : "=&r"(to[0]), "=&r"(to[1]), "=&r"(to[2]), "=r"(to[3])
        : "r"(from), "m"(*reinterpret_cast<const std::int8_t(*)[4]>(from)));
  else
    for (int i = 0; i < 4; ++i) to[i] = from[i];
}

/// a * b + sum, which may wrap before the last product is added.
[[gnu::always_inline]] constexpr std::int32_t multiply_add(std::int32_t a, std::int32_t b, std::int32_t sum) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) * static_cast<std::uint32_t>(b) +
                                   static_cast<std::uint32_t>(sum));
}

/// computes  a sum of two rows of one size:  (left * x + right * y + offset) >> shift, see core/linear_sum.hpp
/// in place  the output may lie over an operand
/// cost      6.7 cycles an element
struct LinearRows : KernelFor<Op::add, Op::sub> {
  static constexpr const char* name = "linear sum of rows";
  static constexpr const char* refuses(const Geometry& g) {
    if (g.numbers.linear_shift == 0) return common::reasons::not_linear;
    return g.in[0] == g.out && g.in[1] == g.out ? nullptr : common::reasons::other_sizes;
  }
  static constexpr Geometry keeps(Geometry g) {
    g.numbers = {.linear_shift = g.numbers.linear_shift, .saturates = g.numbers.saturates};
    return g;
  }

  template <Geometry g>
  [[gnu::noinline]] static void compute(const Band& band, const Constants& k) {
    const std::int8_t *left = band.in[0].row(), *right = band.in[1].row();
    const LinearSum sum = *k.linear;
    std::int8_t* out = band.out[0];
    std::int8_t* const end = out + g.out.size();
    const auto combine = [&sum](std::int32_t x, std::int32_t y) {
      const std::int32_t all = multiply_add(y, sum.right, multiply_add(x, sum.left, sum.offset));
      return static_cast<std::int8_t>(ssat8_asr<g.numbers.linear_shift>(all));
    };
    while (end - out >= 4) {
      std::int32_t x[4], y[4];
      load_four(left, x);
      load_four(right, y);
      [&]<int... i>(std::integer_sequence<int, i...>) {
        ((out[i] = combine(x[i], y[i])), ...);
      }(std::make_integer_sequence<int, 4>{});
      left += 4, right += 4, out += 4;
    }
    while (out != end) *out++ = combine(*left++, *right++);
    clamp_row<g>(band.out[0], k);
  }
};

}  // namespace tinytmpl::kernels::armv7em
