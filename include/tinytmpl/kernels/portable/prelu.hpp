// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/arithmetic.hpp>

namespace tinytmpl::kernels::portable {

/// computes  left, where it is negative left * right: TFLite reference/prelu.h
struct ParametricRelu : BinaryKernel<ParametricRelu, Op::prelu> {
  static constexpr const char* name = "relu with slopes";

  template <auto g>
  static constexpr std::int8_t combine(std::int32_t left, std::int32_t right, const Constants& k) {
    return left >= 0 ? k.requantize<g.rounding, g.flash>(left, 0) : k.requantize<g.rounding, g.flash>(left * right, 1);
  }
};

}  // namespace tinytmpl::kernels::portable
