// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/gemmlowp.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::portable {

/// Puts an element of a softmax, whose output has steps of 2^-bits.
template <int bits>
constexpr void put_probability(std::int8_t* out, int c, std::int32_t steps) {
  const std::int32_t least = -(1 << (bits - 1)), q = bounded(steps + least, least, -least - 1);
  if constexpr (bits == 8) out[c] = static_cast<std::int8_t>(q);
  else store_element(out + 2 * c, static_cast<std::int16_t>(q));
}

/// computes  2^bits * exp(q - max) / sum - 2^(bits - 1) over the channels of each pixel, where the output has so many bits: TFLite
///           reference/softmax.h; the table holds exp(-d) as gemmlowp computes it, -1 where TFLite counts it as nothing
template <int bits, auto g>
constexpr void softmax(const Band& band, const Constants& k) {
  for (int x = 0; x < g.out.w; ++x) {
    const std::int8_t* in = band.in[0].row() + x * g.in[0].c;
    std::int8_t* out = band.out[0] + x * g.out.c * (bits / 8);
    int most = -128;
    for (int c = 0; c < g.in[0].c; ++c) most = maximum<int>(most, in[c]);
    std::int32_t sum = 0;  // Q12.19
    for (int c = 0; c < g.in[0].c; ++c)
      if (const auto e = load<g.flash>(k.exponentials + (most - in[c])); e >= 0) sum += divide_by_power_of_two(e, 12);
    const int headroom = std::countl_zero(static_cast<std::uint32_t>(sum));
    const auto fraction = static_cast<std::int32_t>((static_cast<std::uint32_t>(sum) << headroom) - (1u << 31));
    const std::int32_t scale = gemmlowp::one_over_one_plus(fraction);
    const int shift = 12 - headroom + 31 - bits;
    for (int c = 0; c < g.in[0].c; ++c) {
      const auto e = load<g.flash>(k.exponentials + (most - in[c]));
      put_probability<bits>(out, c, e < 0 ? 0 : divide_by_power_of_two(multiply_high(scale, e), shift));
    }
  }
}

/// computes  the softmax of int8
/// in place  the output may lie over the input
struct Softmax : KernelFor<Op::softmax> {
  static constexpr const char* name = "softmax";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    softmax<8, g>(band, k);
  }
};

/// computes  the same in steps of 1/65536, as int16
struct SoftmaxToInt16 : KernelFor<Op::softmax> {
  static constexpr const char* name = "softmax to int16";
  static constexpr bool knows(Element element) { return element == Element::int8 || element == Element::int16; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == Element::int8 && g.out.element == Element::int16 ? nullptr
                                                                               : "it is not from int8 to int16";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    softmax<16, g>(band, k);
  }
};

}  // namespace tinytmpl::kernels::portable
