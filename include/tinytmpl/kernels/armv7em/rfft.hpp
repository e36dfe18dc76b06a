// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>
#include <tinytmpl/kernels/portable/rfft.hpp>

/// The transform of 16-bit samples: a complex number is a word, its real part the lower half.
namespace tinytmpl::kernels::armv7em {

/// Each half divided by `n`, as KISS FFT does it: twice its product with 32767 / n, rounded, has the quotient as upper half.
template <int n>
[[gnu::always_inline]] constexpr std::int32_t divided(std::int32_t z) {
  constexpr std::int32_t factor = 2 * (32767 / n), half = 1 << 15;
  return pkhtb(smlatb(z, factor, half), smlabb(z, factor, half));
}
/// The product of complex numbers in Q.15, each part rounded.
[[gnu::always_inline]] constexpr std::int32_t product(std::int32_t z, std::int32_t w) {
  constexpr std::int32_t half = 1 << 14;
  return pkhbt<1>(smlsd(z, w, half) >> 15, smladx(z, w, half));
}

/// computes  as portable: the butterflies of kf_bfly2 and kf_bfly4 on words of two halves, whose sums wrap as theirs do
struct RealTransform : portable::SignalKernelFor<Op::rfft, Element::int16, Element::int16> {
  static constexpr const char* name = "real Fourier transform, two halves at a time";

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int points = layers::fft_length(g) / 2, radix = portable::first_radix(points);
    const auto* const table = k.weights.as<std::int16_t>();
    first_steps<g, radix>(band.out[0], band.in[0].row());
    further_steps<points, radix>(band.out[0], table);
    real_spectrum(band.out[0], points, table + 2 * layers::fft_twiddles(2 * points));
  }

 private:
  static std::int32_t at(const std::int8_t* row, int i) { return load_word(row + 4 * i); }
  static void put(std::int8_t* row, int i, std::int32_t z) { store_word(row + 4 * i, z); }

  /// Pair `i` of the samples, one of those before `end`; beyond the last sample there are zeros.
  template <int samples, int end>
  [[gnu::always_inline]] static std::int32_t pair(const std::int8_t* in, int i) {
    if constexpr (2 * end > samples) {
      if (2 * i >= samples) return 0;
      if (2 * i + 1 == samples) return portable::int16_at(in, 2 * i) & 0xFFFF;
    }
    return at(in, i);
  }

  template <Geometry g, int radix>
  static void first_steps(std::int8_t* out, const std::int8_t* in) {
    constexpr int samples = g.in[0].size(), blocks = layers::fft_length(g) / 2 / radix;
    for (int block = 0, from = 0; block < blocks; ++block, from = portable::next_reversed(from, blocks)) {
      [&]<int... part>(std::integer_sequence<int, part...>) __attribute__((always_inline)) {
        put_butterfly<1>(out, divided<radix>(pair<samples, (part + 1) * blocks>(in, from + part * blocks))...);
      }(std::make_integer_sequence<int, radix>{});
      out += 4 * radix;
    }
  }

  template <int step>
  [[gnu::always_inline]] static void put_butterfly(std::int8_t* out, std::int32_t a, std::int32_t b) {
    put(out, 0, sadd16(a, b)), put(out, step, ssub16(a, b));
  }
  template <int step>
  [[gnu::always_inline]] static void put_butterfly(std::int8_t* out, std::int32_t a, std::int32_t b, std::int32_t c,
                                                   std::int32_t d) {
    const std::int32_t even = sadd16(a, c), of_even = ssub16(a, c), odd = sadd16(b, d), of_odd = ssub16(b, d);
    put(out, 0, sadd16(even, odd)), put(out, step, ssax(of_even, of_odd));
    put(out, 2 * step, ssub16(even, odd)), put(out, 3 * step, sasx(of_even, of_odd));
  }

  template <int points, int step>
  static void further_steps(std::int8_t* out, const std::int16_t* table) {
    if constexpr (step < points) {
      four<points, step>(out, table);
      further_steps<points, 4 * step>(out, table);
    }
  }
  template <int points, int step>
  [[gnu::noinline]] static void four(std::int8_t* out, const std::int16_t* table) {
    constexpr int stride = points / (4 * step);
    std::int8_t* const end = out + 4 * points;
    for (int i = 0; i < step; ++i, out += 4) {
      const std::int32_t first = load_word(table + 2 * i * stride), second = load_word(table + 4 * i * stride),
                         third = load_word(table + 6 * i * stride);
      for (std::int8_t* from = out; from < end; from += 16 * step)
        put_butterfly<step>(from, divided<4>(at(from, 0)), product(divided<4>(at(from, step)), first),
                            product(divided<4>(at(from, 2 * step)), second),
                            product(divided<4>(at(from, 3 * step)), third));
    }
  }

  static void real_spectrum(std::int8_t* out, int points, const std::int16_t* table) {
    const std::int32_t constant = divided<2>(at(out, 0));
    put(out, 0, (low(constant) + high(constant)) & 0xFFFF);
    put(out, points, (low(constant) - high(constant)) & 0xFFFF);
    std::int8_t *below = out + 4, *above = out + 4 * (points - 1);
    for (; below <= above; below += 4, above -= 4, table += 2) {
      const std::int32_t a = divided<2>(at(below, 0)), b = at(above, 0);
      const std::int32_t mirrored = divided<2>(pkhbt<0>(b, ssub16(0, b)));
      const std::int32_t even = sadd16(a, mirrored), odd = product(ssub16(a, mirrored), load_word(table));
      put(below, 0, shadd16(even, odd));
      put(above, 0, pkhbt<0>(shsub16(even, odd), shsub16(odd, even)));
    }
  }
};

}  // namespace tinytmpl::kernels::armv7em
