// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/signal.hpp>

namespace tinytmpl::kernels::portable {

/// A complex number in registers; in memory both parts are int16.
struct Complex {
  std::int32_t re = 0, im = 0;

  friend constexpr Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
  friend constexpr Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
};

/// Of Q.15, to nearest, half up: KISS FFT's sround.
constexpr std::int32_t rounded_q15(std::int32_t x) { return (x + (1 << 14)) >> 15; }
constexpr Complex operator*(Complex a, Complex b) {
  return {rounded_q15(a.re * b.re - a.im * b.im), rounded_q15(a.re * b.im + a.im * b.re)};
}
/// Divided by `n`, as KISS FFT does it: C_FIXDIV.
template <int n>
constexpr Complex divided(Complex a) {
  return {rounded_q15(a.re * (32767 / n)), rounded_q15(a.im * (32767 / n))};
}

constexpr Complex complex_at(const std::int8_t* row, int i) { return {int16_at(row, 2 * i), int16_at(row, 2 * i + 1)}; }
constexpr void put_complex(std::int8_t* row, int i, Complex z) {
  put_int16(row, 2 * i, z.re), put_int16(row, 2 * i + 1, z.im);
}

/// Of how many numbers each of the first sums is; those of all later ones are 4.
constexpr int first_radix(int points) {
  while (points > 4) points /= 4;
  return points;
}
/// Where the elements of the next block come from: counts the digits to base four of `place`, below `blocks`, from the highest on.
constexpr int next_reversed(int place, int blocks) {
  int digit = blocks / 4;
  for (; digit > 0 && place / digit % 4 == 3; digit /= 4) place -= 3 * digit;
  return place + digit;
}

/// computes  the transform of pairs of samples, as complex numbers, in steps of 4, the first one of 2 if their number asks for that;
///           then from it that of the samples: KISS FFT 131.1.0 of 16 bits, kf_bfly2, kf_bfly4, kiss_fftr. All of it in the output's
///           row
struct RealTransform : SignalKernelFor<Op::rfft, Element::int16, Element::int16> {
  static constexpr const char* name = "real Fourier transform";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const std::int8_t* in = band.in[0].row();
    std::int8_t* const out = band.out[0];
    const int points = layers::fft_length(g) / 2, samples = g.in[0].size();
    // Beyond the samples there are zeros.
    const auto pair = [&](int i) -> Complex {
      if (2 * i + 1 < samples) return complex_at(in, i);
      return {2 * i < samples ? int16_at(in, 2 * i) : 0, 0};
    };
    int step = first_radix(points);
    if (step == 4) first_of_four(out, points, pair);
    else first_of_two(out, points, pair);
    for (; step < points; step *= 4) four<g>(out, points, step, k);
    real_spectrum<g>(out, points, k);
  }

 private:
  template <auto g>
  static constexpr Complex twiddle(const Constants& k, int i) {
    return {weight_16<g>(k, 2 * i), weight_16<g>(k, 2 * i + 1)};
  }

  // Of the first steps all twiddles are one, and rounding leaves what is multiplied by them.
  static constexpr void first_of_two(std::int8_t* out, int points, auto pair) {
    const int blocks = points / 2;
    for (int block = 0, from = 0; block < blocks; ++block, from = next_reversed(from, blocks)) {
      const Complex a = divided<2>(pair(from)), b = divided<2>(pair(from + blocks));
      put_complex(out, 2 * block, a + b), put_complex(out, 2 * block + 1, a - b);
    }
  }
  static constexpr void first_of_four(std::int8_t* out, int points, auto pair) {
    const int blocks = points / 4;
    for (int block = 0, from = 0; block < blocks; ++block, from = next_reversed(from, blocks)) {
      const Complex z[] = {divided<4>(pair(from)), divided<4>(pair(from + blocks)), divided<4>(pair(from + 2 * blocks)),
                           divided<4>(pair(from + 3 * blocks))};
      put_butterfly(out + 16 * block, 1, z);
    }
  }

  /// The sums of four numbers, `step` apart in memory.
  static constexpr void put_butterfly(std::int8_t* out, int step, const Complex (&z)[4]) {
    const Complex sum = z[0] + z[2], difference = z[0] - z[2], sum_of_odd = z[1] + z[3], of_odd = z[1] - z[3];
    put_complex(out, 0, sum + sum_of_odd);
    put_complex(out, step, {difference.re + of_odd.im, difference.im - of_odd.re});
    put_complex(out, 2 * step, sum - sum_of_odd);
    put_complex(out, 3 * step, {difference.re - of_odd.im, difference.im + of_odd.re});
  }

  template <auto g>
  static constexpr void four(std::int8_t* out, int points, int step, const Constants& k) {
    const int stride = points / (4 * step);
    for (int i = 0; i < step; ++i) {
      const Complex first = twiddle<g>(k, i * stride), second = twiddle<g>(k, 2 * i * stride),
                    third = twiddle<g>(k, 3 * i * stride);
      for (int at = i; at < points; at += 4 * step) {
        std::int8_t* const from = out + 4 * at;
        const Complex z[] = {divided<4>(complex_at(from, 0)), divided<4>(complex_at(from, step)) * first,
                             divided<4>(complex_at(from, 2 * step)) * second,
                             divided<4>(complex_at(from, 3 * step)) * third};
        put_butterfly(from, step, z);
      }
    }
  }

  template <auto g>
  static constexpr void real_spectrum(std::int8_t* out, int points, const Constants& k) {
    const Complex constant = divided<2>(complex_at(out, 0));
    put_complex(out, 0, {constant.re + constant.im, 0});
    put_complex(out, points, {constant.re - constant.im, 0});
    for (int i = 1; i <= points / 2; ++i) {
      const Complex below = divided<2>(complex_at(out, i)), above = complex_at(out, points - i),
                    mirrored = divided<2>({above.re, static_cast<std::int16_t>(-above.im)});
      const Complex even = wrapped(below + mirrored), odd = wrapped(below - mirrored),
                    turned = wrapped(odd * twiddle<g>(k, layers::fft_twiddles(2 * points) + i - 1));
      put_complex(out, i, {(even.re + turned.re) >> 1, (even.im + turned.im) >> 1});
      put_complex(out, points - i, {(even.re - turned.re) >> 1, (turned.im - even.im) >> 1});
    }
  }
  static constexpr Complex wrapped(Complex z) {
    return {static_cast<std::int16_t>(z.re), static_cast<std::int16_t>(z.im)};
  }
};

}  // namespace tinytmpl::kernels::portable
