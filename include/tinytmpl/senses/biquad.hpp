// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/core/math.hpp>
#include <tinytmpl/core/rounding.hpp>
#include <tinytmpl/senses/functions.hpp>

namespace tinytmpl::senses {

/// y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y'', where x' is the sample before x. Filters for a rate and a frequency, both in Hz, of which
/// the latter is below half of the former; `q` of 0.7071 is Butterworth's.
///
/// source   R. Bristow-Johnson: Cookbook formulae for audio equalizer biquad filter coefficients
struct BiquadCoefficients {
  float b0, b1, b2, a1, a2;

  static constexpr BiquadCoefficients low_pass(double cutoff_hz, double rate_hz, double q = butterworth) {
    const Turn turn(cutoff_hz, rate_hz, q);
    const double b = (1 - turn.cosine) / 2;
    return turn.divided(b, 2 * b, b);
  }
  static constexpr BiquadCoefficients high_pass(double cutoff_hz, double rate_hz, double q = butterworth) {
    const Turn turn(cutoff_hz, rate_hz, q);
    const double b = (1 + turn.cosine) / 2;
    return turn.divided(b, -2 * b, b);
  }
  /// Of gain 1 in the middle; its width, from -3 dB to -3 dB, is middle / q.
  static constexpr BiquadCoefficients band_pass(double middle_hz, double rate_hz, double q) {
    const Turn turn(middle_hz, rate_hz, q);
    return turn.divided(turn.alpha, 0, -turn.alpha);
  }
  static constexpr BiquadCoefficients notch(double middle_hz, double rate_hz, double q) {
    const Turn turn(middle_hz, rate_hz, q);
    return turn.divided(1, -2 * turn.cosine, 1);
  }
  /// Of what does not change.
  constexpr float gain_of_rest() const { return (b0 + b1 + b2) / (1 + a1 + a2); }

 private:
  static constexpr double butterworth = 0.70710678118654752440;

  struct Turn {
    double cosine, alpha;

    constexpr Turn(double hz, double rate_hz, double q)
        : cosine(senses::cosine(2 * pi * hz / rate_hz)), alpha(sine(2 * pi * hz / rate_hz) / (2 * q)) {}
    static constexpr double sine(double x) { return senses::cosine(x < pi / 2 ? pi / 2 - x : x - pi / 2); }
    constexpr BiquadCoefficients divided(double newest, double last, double before) const {
      const auto part = [this](double x) { return static_cast<float>(x / (1 + alpha)); };
      return {part(newest), part(last), part(before), part(-2 * cosine), part(1 - alpha)};
    }
  };
};

/// A recursive filter of second order, in float: the same bits on all machines. Several behind each other make steeper ones.
///
///     Biquad high_pass(BiquadCoefficients::high_pass(8, 3200));    // the compiler computes the coefficients
///
/// units    RAM: 28 bytes
/// source   transposed direct form II
class Biquad {
 public:
  constexpr explicit Biquad(BiquadCoefficients coefficients) : k(coefficients) {}

  constexpr float filter(float x) {
    const float y = core::exact(k.b0 * x) + first;
    first = core::exact(k.b1 * x) - core::exact(k.a1 * y) + second;
    second = core::exact(k.b2 * x) - core::exact(k.a2 * y);
    return y;
  }
  /// Of a converter's steps: rounded, and no more than an int16 holds.
  constexpr std::int16_t filter(std::int16_t x) {
    const float y = core::rounded_to_even(filter(static_cast<float>(x)));
    return static_cast<std::int16_t>(core::bounded(y, -32768.0f, 32767.0f));
  }
  /// As if all samples so far had been `x`: of a high pass that begins so, an accelerometer's gravity is no step.
  constexpr void settle(float x) {
    const float y = k.gain_of_rest() * x;
    second = core::exact(k.b2 * x) - core::exact(k.a2 * y);
    first = core::exact(k.b1 * x) - core::exact(k.a1 * y) + second;
  }
  constexpr void reset() { first = second = 0; }

 private:
  BiquadCoefficients k;
  float first = 0, second = 0;
};

}  // namespace tinytmpl::senses
