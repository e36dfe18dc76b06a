// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/gemmlowp.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// computes  256 * exp(q - max) / sum - 128 over the channels of each pixel: TFLite reference/softmax.h; the table holds
///           exp(-d) as gemmlowp computes it, -1 where TFLite counts it as nothing
/// in place  the output may lie over the input
struct Softmax : KernelFor<Op::softmax> {
  static constexpr const char* name = "softmax";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * g.in[0].c;
      std::int8_t* out = band.out[0] + x * g.out.c;
      int most = -128;
      for (int c = 0; c < g.in[0].c; ++c) most = maximum<int>(most, in[c]);
      std::int32_t sum = 0;  // Q12.19
      for (int c = 0; c < g.in[0].c; ++c)
        if (const auto e = load<g.flash>(k.exponentials + (most - in[c])); e >= 0) sum += divide_by_power_of_two(e, 12);
      const int headroom = std::countl_zero(static_cast<std::uint32_t>(sum));
      const auto fraction = static_cast<std::int32_t>((static_cast<std::uint32_t>(sum) << headroom) - (1u << 31));
      const std::int32_t scale = gemmlowp::one_over_one_plus(fraction);
      const int shift = 12 - headroom + 31 - 8;
      for (int c = 0; c < g.in[0].c; ++c) {
        const auto e = load<g.flash>(k.exponentials + (most - in[c]));
        out[c] = e < 0 ? std::int8_t{-128} : k.clamped(divide_by_power_of_two(multiply_high(scale, e), shift) - 128);
      }
    }
  }
};

}  // namespace tinytmpl::kernels::portable
