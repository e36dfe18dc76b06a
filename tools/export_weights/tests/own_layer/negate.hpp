// SPDX-License-Identifier: BSL-1.0
// A layer that a user wrote for a custom operator.
#pragma once

#include <tinytmpl/tinytmpl.hpp>

namespace mine {

constexpr auto negation = tinytmpl::core::Op{1000};

/// Two tensors: the second one's elements, negated.
struct NegateSecond {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent first, tinytmpl::core::Extent second) {
    tinytmpl::core::Node node = tinytmpl::core::unary(negation, "NegateSecond", first, second);
    node.operand_count = 2;
    node.operands[1].extent = second;
    return node;
  }
};

struct NegateRow : tinytmpl::kernels::KernelFor<negation> {
  static constexpr const char* name = "negation";

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants& k) {
    for (int i = 0; i < g.out.size(); ++i)
      band.out[0][i] = k.clamped(k.output_zero_point + k.zero_point[1] - band.in[1].row()[i]);
  }
};

}  // namespace mine

template <>
struct tinytmpl::kernels::OwnKernels<mine::negation> {
  using Kernels = Ladder<mine::NegateRow>;
};
