// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/senses/micro_speech.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "golden_features.hpp"

namespace {

using namespace tinytmpl::senses;

constexpr int samples = 16000;

std::vector<std::int16_t> one_second() {
  std::vector<std::int16_t> pcm;
  for (int i = 0; i < samples; ++i) pcm.push_back(golden::sample(i));
  return pcm;
}

/// The frames that come out of one second, given in pieces of that many samples.
template <class Ears>
std::vector<std::vector<int>> frames_of(Ears& ears, std::size_t piece) {
  std::vector<std::vector<int>> frames;
  const std::vector<std::int16_t> pcm = one_second();
  for (std::size_t i = 0; i < pcm.size(); i += piece)
    ears.push_samples(std::span(pcm).subspan(i, std::min(piece, pcm.size() - i)),
                      [&](auto features) { frames.emplace_back(features.begin(), features.end()); });
  return frames;
}

template <class Ears, int count>
void check(Ears& ears, std::size_t piece, std::size_t hop, const std::int8_t (&golden_frames)[count][40]) {
  const auto frames = frames_of(ears, piece);
  REQUIRE(frames.size() == (samples - 480) / hop + 1);
  REQUIRE(std::ssize(frames) > (count - 1) * golden::step);
  for (int i = 0; i < count; ++i)
    CHECK(std::ranges::equal(frames[static_cast<std::size_t>(i * golden::step)], golden_frames[i]));
}

}  // namespace

TEST_CASE("micro_speech's front end has the reference's bytes, however samples come") {
  static MicroSpeechFrontEnd ears;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{37}, std::size_t{320}, std::size_t{16000}}) {
    check(ears, piece, 320, golden::micro_speech);
    ears.reset();
  }
}

TEST_CASE("microWakeWord's front end has the C library's bytes") {
  static MicroFrontend ears;
  check(ears, 160, 160, golden::micro_frontend);
}

TEST_CASE("logarithms of floats are the C library's") {
  for (int i = 0; i < 100'000; ++i) {
    const volatile float x = static_cast<float>(i) * 2e-4f;
    CHECK(std::abs(logarithm_of_one_plus(x) - std::log1p(x)) <= 2e-7f * (1 + x));
  }
}

TEST_CASE("the constants of a mel scale cover its bins") {
  constexpr auto bank = mel_filter_bank<micro_speech_scale>();
  constexpr int channels = 41, weights = micro_speech_scale.weights();
  STATIC_REQUIRE(micro_speech_scale.first_bin() == 5 && micro_speech_scale.end_bin() == 241 && weights == 236);
  STATIC_REQUIRE(bank.size() == 3 * channels + 2 * weights);
  int bin = 5;
  for (std::size_t i = 0; i < channels; ++i) {
    CHECK(bank[channels + i] == bin);
    bin += bank[i];
  }
  CHECK(bin == 241);
}

TEST_CASE("a spectrogram holds the last frames, the oldest one first") {
  Spectrogram<3, 2> spectrogram;
  for (int i = 1; i <= 4; ++i) spectrogram.push(std::array{i, -i});
  CHECK(std::ranges::equal(spectrogram.values(), std::array{2, -2, 3, -3, 4, -4}));
  std::array<int, 6> input{};
  spectrogram.copy_to(input);
  CHECK(input[5] == -4);
}
