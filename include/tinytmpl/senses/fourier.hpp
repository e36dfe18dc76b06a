// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/core/waves.hpp>

namespace tinytmpl::senses {

struct ComplexFloat {
  float re = 0, im = 0;

  friend constexpr ComplexFloat operator+(ComplexFloat a, ComplexFloat b) { return {a.re + b.re, a.im + b.im}; }
  friend constexpr ComplexFloat operator-(ComplexFloat a, ComplexFloat b) { return {a.re - b.re, a.im - b.im}; }
  friend constexpr ComplexFloat operator*(ComplexFloat a, ComplexFloat b) {
    using core::exact;
    return {exact(a.re * b.re) - exact(a.im * b.im), exact(a.re * b.im) + exact(a.im * b.re)};
  }
};

/// exp(-2 pi i k / length) of the first half of a turn.
template <int length>
inline constexpr auto turns = [] {
  std::array<ComplexFloat, length / 2> table;
  for (int k = 0; auto& turn : table) {
    const core::Wave wave = core::wave(k++, length);
    turn = {static_cast<float>(wave.cosine), static_cast<float>(-wave.sine)};
  }
  return table;
}();

/// The discrete Fourier transform of real samples in float, in their own memory: the same bits on all machines.
///
/// units    RAM: 4 bytes a sample; flash: as much
template <int length>
class RealSpectrum {
  static_assert(length >= 16 && (length & (length - 1)) == 0,
                "tinytmpl: the length of a RealSpectrum is a power of two from 16 on");
  static constexpr int points = length / 2;

 public:
  constexpr void put_sample(int i, float sample) { (i % 2 == 0 ? at(i / 2).re : at(i / 2).im) = sample; }

  /// From samples to what `energy` tells. Pairs of samples are transformed as complex numbers.
  constexpr void transform() {
    for (int i = 0, place = 0; i < points; ++i, place = next_reversed(place))
      if (i < place) at(i) = std::exchange(at(place), at(i));
    for (int half = 1; half < points; half *= 2)
      for (int k = 0; k < half; ++k)
        for (int i = k; i < points; i += 2 * half) {
          const ComplexFloat even = at(i), odd = at(i + half) * turn(k * (points / half));
          at(i) = even + odd, at(i + half) = even - odd;
        }
  }

  /// The square of the magnitude of bin 0, 1, ... `length` / 2 - 1.
  constexpr float energy(int bin) const {
    const ComplexFloat a = at(bin), b = at((points - bin) % points);
    const ComplexFloat even{a.re + b.re, a.im - b.im}, odd{a.im + b.im, b.re - a.re};  // twice these
    const ComplexFloat both = even + odd * turn(bin);
    return (core::exact(both.re * both.re) + core::exact(both.im * both.im)) * 0.25f;
  }

 private:
  std::array<ComplexFloat, points> pairs;

  constexpr ComplexFloat& at(int i) { return pairs[static_cast<std::size_t>(i)]; }
  constexpr ComplexFloat at(int i) const { return pairs[static_cast<std::size_t>(i)]; }
  static constexpr ComplexFloat turn(int k) { return turns<length>[static_cast<std::size_t>(k)]; }
  /// Counts in bits from the highest on.
  static constexpr int next_reversed(int place) {
    int bit = points / 2;
    for (; (place & bit) != 0; bit /= 2) place -= bit;
    return place + bit;
  }
};

}  // namespace tinytmpl::senses
