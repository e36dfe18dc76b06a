// SPDX-License-Identifier: BSL-1.0
// What stands between an accelerometer and a model: filters, frames, levels, spectra.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include <tinytmpl/senses/biquad.hpp>
#include <tinytmpl/senses/framer.hpp>
#include <tinytmpl/senses/level.hpp>
#include <tinytmpl/senses/log_mel.hpp>

namespace {

using namespace tinytmpl::senses;

constexpr double turn = 2 * std::numbers::pi;

/// By the definition of the transfer function.
double gain(BiquadCoefficients k, double hz, double rate_hz) {
  const std::complex<double> z = std::polar(1.0, -turn * hz / rate_hz);
  return std::abs((double{k.b0} + double{k.b1} * z + double{k.b2} * z * z) /
                  (1.0 + double{k.a1} * z + double{k.a2} * z * z));
}

/// The amplitude that a sine of amplitude 1 has behind the filter.
double measured_gain(BiquadCoefficients k, double hz, double rate_hz) {
  Biquad filter(k);
  float peak = 0;
  for (int i = 0; i < 20'000; ++i) {
    const float y = filter.filter(static_cast<float>(std::sin(turn * hz / rate_hz * i)));
    if (i > 10'000) peak = std::max(peak, std::fabs(y));
  }
  return double{peak};
}

constexpr MelScale scale{.channels = 24, .sample_rate = 3200, .lowest_hz = 20, .highest_hz = 1500, .fft_length = 256};
constexpr int frame = 256;
using Ears = LogMelFrontEnd<scale, frame, 128>;

/// Features in decibels, by a direct transform in double, and the filter bank's own weights.
std::array<double, 24> direct_features(const std::vector<std::int16_t>& samples) {
  constexpr auto bank = mel_filter_bank<scale>();
  constexpr auto window = hann_window<frame, WeightRounding::down>();
  constexpr int weights = scale.weights();
  std::array<double, 25> sums{};  // one in front of the first channel
  for (std::size_t channel = 0; channel < 25; ++channel)
    for (int j = 0; j < bank[channel]; ++j) {
      const int bin = bank[25 + channel] + j;
      std::complex<double> x;
      for (std::size_t i = 0; i < frame; ++i)
        x += samples[i] * window[i] / 4096.0 * std::polar(1.0, -turn * bin * static_cast<double>(i) / frame);
      const double energy = std::norm(x / double{frame});
      const auto weight = static_cast<std::size_t>(75 + bank[50 + channel] + j);
      sums[channel] += energy * bank[weight];
      if (channel < 24) sums[channel + 1] += energy * bank[weight + static_cast<std::size_t>(weights)];
    }
  std::array<double, 24> features{};
  for (std::size_t i = 0; i < 24; ++i) features[i] = 10 * std::log10(std::max(sums[i + 1], 1.0)) - 128 * 0.4750096;
  return features;
}

void check_features(const std::vector<std::int16_t>& samples, double tolerance_decibels) {
  static Ears ears;
  ears.reset();
  const auto expected = direct_features(samples);
  int frames = 0;
  ears.push_samples(samples, [&](auto features) {
    ++frames;
    CHECK(ears.frame()[frame - 1] == samples[frame - 1]);
    for (int i = 0; i < 24; ++i)
      CHECK(std::abs(double{features.dequantize(i)} - expected[static_cast<std::size_t>(i)]) < tolerance_decibels);
  });
  CHECK(frames == 1);
}

}  // namespace

TEST_CASE("filters have their cookbook's gains") {
  constexpr double rate = 3200, root = 0.70710678;
  constexpr auto low = BiquadCoefficients::low_pass(200, rate), high = BiquadCoefficients::high_pass(200, rate);
  constexpr auto band = BiquadCoefficients::band_pass(1150, rate, 5), notch = BiquadCoefficients::notch(50, rate, 2);
  CHECK(gain(low, 200, rate) == Approx(root));
  CHECK(gain(low, 0, rate) == Approx(1));
  CHECK(gain(high, 200, rate) == Approx(root));
  CHECK(gain(high, 1600, rate) == Approx(1));
  CHECK(gain(high, 0, rate) == Approx(0).margin(1e-6));
  CHECK(gain(band, 1150, rate) == Approx(1));
  CHECK(gain(band, 300, rate) < 0.2);
  CHECK(gain(notch, 50, rate) == Approx(0).margin(1e-4));
  CHECK(gain(notch, 500, rate) == Approx(1).margin(0.01));
  for (const auto filter : {low, high, band, notch})
    for (const double hz : {20.0, 150.0, 777.0, 1500.0})
      CHECK(measured_gain(filter, hz, rate) == Approx(gain(filter, hz, rate)).margin(2e-3));
}

TEST_CASE("a settled high pass sees no step, and its int16 does not run over") {
  static constexpr auto high = BiquadCoefficients::high_pass(8, 3200);
  Biquad filter(high);
  filter.settle(8192);
  for (int i = 0; i < 1000; ++i) CHECK(std::fabs(filter.filter(8192.0f)) < 0.05f);
  filter.reset();
  CHECK(filter.filter(std::int16_t{-32768}) > -32768);
  CHECK(filter.filter(std::int16_t{32767}) == 32767);
  constexpr auto impulse = [] {
    Biquad constant(high);
    return constant.filter(1.0f);
  }();
  CHECK(impulse == high.b0);
}

TEST_CASE("frames overlap, however samples come") {
  for (const std::size_t piece : {1U, 3U, 20U}) {
    Framer<std::array<int, 3>, 8, 3> frames;
    std::vector<std::array<int, 3>> samples(20);
    for (int i = 0; i < 20; ++i) samples[static_cast<std::size_t>(i)] = {i, -i, 0};
    int count = 0;
    for (std::size_t i = 0; i < samples.size(); i += piece)
      frames.push(std::span(samples).subspan(i, std::min(piece, samples.size() - i)), [&](auto full) {
        for (int j = 0; j < 8; ++j)
          CHECK(full[static_cast<std::size_t>(j)] == std::array{3 * count + j, -3 * count - j, 0});
        ++count;
      });
    CHECK(count == 5);
  }
}

TEST_CASE("levels are those of their definitions") {
  std::vector<std::int16_t> sine;
  for (int i = 0; i < 1000; ++i) sine.push_back(static_cast<std::int16_t>(500 + 1000 * std::sin(turn * i / 100)));
  const Level of_sine = level(sine);
  CHECK(of_sine.mean == Approx(500).margin(1));
  CHECK(of_sine.root_mean_square == Approx(707.1).epsilon(1e-3));
  CHECK(of_sine.crest_factor() == Approx(1.414).epsilon(2e-3));
  STATIC_REQUIRE(level(std::array{3.0f, -3.0f, 3.0f, -3.0f}).root_mean_square == 3);
  STATIC_REQUIRE(level(std::array<int, 0>{}).crest_factor() == 0);
}

TEST_CASE("features are a direct transform's, in decibels") {
  std::mt19937 random(1);
  std::normal_distribution<double> noise;
  for (const double loud : {100.0, 1000.0, 8000.0}) {
    std::vector<std::int16_t> white(frame), sine(frame);
    for (std::size_t i = 0; i < frame; ++i) {
      white[i] = static_cast<std::int16_t>(std::clamp(loud * noise(random), -32768.0, 32767.0));
      sine[i] =
          static_cast<std::int16_t>(loud * std::sin(turn * 0.11 * static_cast<double>(i)) + loud / 10 * noise(random));
    }
    check_features(white, 1);
    check_features(sine, 2);  // 16 bits of the transform round the weak channels beside a strong one
  }
}
