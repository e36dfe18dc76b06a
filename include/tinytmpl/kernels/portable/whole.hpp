// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/elements.hpp>

namespace tinytmpl::kernels::portable {

/// Kernels of two tensors of integers that stand for themselves, as counters and indices do: int32 and int64. What does not fit wraps.
template <class Arithmetic, Op... operators>
struct WholeKernel : KernelFor<operators...> {
  static constexpr bool reads_flash = true;
  static constexpr bool knows(Element element) { return element == Element::int32 || element == Element::int64; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    with_type(g.out.element, [&]<class T>(T) {
      put_elements<g>(band, [&](int x, int c) {
        return Arithmetic::template combine<g>(element_at<g, 0, T>(band, x, c), element_at<g, 1, T>(band, x, c));
      });
    });
  }
};

/// computes  left + right, left - right, left * right: TFLite Micro kernels/add.cc, sub.cc, mul.cc
struct WholeArithmetic : WholeKernel<WholeArithmetic, Op::add, Op::sub, Op::mul> {
  static constexpr const char* name = "arithmetic of integers";

  template <auto g, class T>
  static constexpr T combine(T left, T right) {
    using Wrapping = std::make_unsigned_t<std::conditional_t<std::is_integral_v<T> && sizeof(T) == 8, T, std::int32_t>>;
    const auto a = static_cast<Wrapping>(left), b = static_cast<Wrapping>(right);
    return static_cast<T>(g.op == Op::add ? a + b : g.op == Op::sub ? a - b : a * b);
  }
};

/// computes  the larger or the smaller element of two: TFLite Micro kernels/maximum_minimum.cc
struct WholeExtremum : WholeKernel<WholeExtremum, Op::maximum, Op::minimum> {
  static constexpr const char* name = "larger or smaller integer";

  template <auto g, class T>
  static constexpr T combine(T left, T right) {
    return g.op == Op::maximum ? maximum(left, right) : minimum(left, right);
  }
};

}  // namespace tinytmpl::kernels::portable
