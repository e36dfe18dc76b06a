// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// computes  (left - right) squared, in a common scale, 7 bits finer: TensorFlow Lite Micro kernels/squared_difference.cc
struct SquaredDifference : BinaryKernel<SquaredDifference, Op::squared_difference> {
  static constexpr const char* name = "squared difference";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    const std::int32_t a = in_common_scale<g, 7>(left, k, 0), b = in_common_scale<g, 7>(right, k, 1);
    return k.requantize<g.rounding, g.flash>((a - b) * (a - b), 2);
  }
};

}  // namespace tinytmpl::kernels::portable
