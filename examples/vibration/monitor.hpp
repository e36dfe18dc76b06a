// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>

#include <tinytmpl/decisions/anomaly.hpp>
#include <tinytmpl/decisions/smoothing.hpp>
#include <tinytmpl/senses/biquad.hpp>
#include <tinytmpl/senses/level.hpp>
#include <tinytmpl/senses/log_mel.hpp>

#include "vibration.hpp"

/// Is a machine sound? From an accelerometer on its housing, 3,200 samples a second of 8,192 steps a g: each frame's spectrum goes through
/// an autoencoder that has only seen sound machines, and what it gets wrong, on average, is the score.
class Monitor {
 public:
  enum class Verdict { unsure, still, sound, alarm };

  static constexpr int rate_hz = 3200, frame = 256, averaged = 16;
  static constexpr tinytmpl::senses::MelScale scale{
      .channels = 24, .sample_rate = rate_hz, .lowest_hz = 20, .highest_hz = 1500, .fft_length = frame};
  using Ears = tinytmpl::senses::LogMelFrontEnd<scale, frame, frame / 2>;

  /// An alarm is a score above `threshold`, in dB^2.
  constexpr explicit Monitor(float threshold) : limit(threshold) {}

  /// Takes one sample; whether it completed a frame.
  bool push(std::int16_t sample, auto& of_spectrum, auto& of_network) {
    if (!begun) high_pass.settle(sample), begun = true;
    bool judged = false;
    const std::array filtered{high_pass.filter(sample)};
    ears.push_samples(filtered, [&](auto spectrum) { judge(spectrum, of_network), judged = true; }, of_spectrum);
    return judged;
  }
  bool push(std::int16_t sample) {
    const tinytmpl::graph::NoObserver nobody;
    return push(sample, nobody, nobody);
  }

  Verdict verdict() const {
    if (strength < least_strength) return Verdict::still;
    if (frames < averaged) return Verdict::unsure;
    return score() > limit ? Verdict::alarm : Verdict::sound;
  }
  /// The mean of the last frames' mean squared errors, in dB^2.
  float score() const { return static_cast<float>(errors.sum()) / (steps * averaged); }
  /// Of the last frame, in g.
  float root_mean_square() const { return strength; }

  void reset() {
    ears.reset(), errors.reset();
    frames = 0, begun = false;
  }
  bool self_test() { return model.self_test(vibration::golden).passed(); }

 private:
  using Spectrum = std::array<float, vibration::Model::Input<>::size>;
  static_assert(Spectrum{}.size() == scale.channels);

  static constexpr float steps_per_g = 8192, least_strength = 0.01f, steps = 16;  // an error counts in sixteenths

  tinytmpl::senses::Biquad high_pass{tinytmpl::senses::BiquadCoefficients::high_pass(8, rate_hz)};
  Ears ears;
  vibration::Model model;
  tinytmpl::decisions::SlidingSum<averaged> errors;
  float limit, strength = 0;
  int frames = 0;
  bool begun = false;

  void judge(const auto& spectrum, auto& observer) {
    strength = tinytmpl::senses::level(ears.frame()).root_mean_square / steps_per_g;
    if (strength < least_strength) {  // a machine that stands is not sick
      errors.reset(), frames = 0;
      return;
    }
    auto input = model.input();
    Spectrum seen, expected;
    for (int i = 0; i < scale.channels; ++i) input[i] = spectrum[i], real(seen, i) = spectrum.dequantize(i);
    const auto output = model.run(observer);
    for (int i = 0; i < scale.channels; ++i) real(expected, i) = output.dequantize(i);
    const float error = steps * tinytmpl::decisions::mean_squared_error(seen, expected);
    errors.push(static_cast<std::int16_t>(error < 32767 ? error : 32767));
    if (frames < averaged) ++frames;
  }
  static float& real(Spectrum& of, int i) { return of[static_cast<std::size_t>(i)]; }
};
