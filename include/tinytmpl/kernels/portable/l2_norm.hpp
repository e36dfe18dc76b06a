// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/inverse_square_root.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  128 * (in - zero point) / sqrt(sum of (in - zero point) squared) over the channels of each pixel, 128 within the
///           multiplier: TFLite reference/integer_ops/l2normalization.h
struct UnitLength : KernelFor<Op::l2_norm> {
  static constexpr const char* name = "unit length";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * g.out.c;
      std::int8_t* out = band.out[0] + x * g.out.c;
      std::int32_t sum = 0;
      for (int c = 0; c < g.out.c; ++c) sum += (in[c] - k.zero_point[0]) * (in[c] - k.zero_point[0]);
      Multiplier m = inverse_square_root(sum);
      m.shift += 7;
      for (int c = 0; c < g.out.c; ++c)
        out[c] = static_cast<std::int8_t>(
            bounded<std::int32_t>(multiply<g.rounding>(in[c] - k.zero_point[0], m), -128, 127));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
