// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// computes  the larger or the smaller element of two: TensorFlow Lite Micro kernels/maximum_minimum.cc
struct Extremum : BinaryKernel<Extremum, Op::maximum, Op::minimum> {
  static constexpr const char* name = "larger or smaller";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    return k.clamped((g.op == Op::maximum ? maximum(left, right) : minimum(left, right)) + k.output_zero_point);
  }
};

}  // namespace tinytmpl::kernels::portable
