// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/senses/mfcc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include <tinytmpl/senses/deltas.hpp>

#include "golden_features.hpp"
#include "golden_mfcc.hpp"

namespace {

using namespace tinytmpl::senses;

constexpr std::size_t samples = 16000;

std::vector<std::vector<float>> frames_of(std::vector<std::int16_t> pcm, std::size_t piece, float gain = 1) {
  static SpeechCommandsMfcc ears;
  ears.reset();
  std::vector<std::vector<float>> frames;
  for (std::size_t i = 0; i < pcm.size(); i += piece)
    ears.push_samples(
        std::span(pcm).subspan(i, std::min(piece, pcm.size() - i)),
        [&](auto features) { frames.emplace_back(features.begin(), features.end()); }, gain);
  return frames;
}
std::vector<std::int16_t> one_second() {
  std::vector<std::int16_t> pcm(samples);
  for (int i = 0; std::int16_t& sample : pcm) sample = golden::sample(i++);
  return pcm;
}

// Two channels of a cosine of bin 2, in a constant expression.
constexpr MfccScale small{.frame = 16,
                          .hop = 16,
                          .fft_length = 16,
                          .channels = 2,
                          .coefficients = 2,
                          .sample_rate = 16,
                          .lowest_hz = 0.5,
                          .highest_hz = 7};
constexpr float first_of_small = [] {
  Mfcc<small> ears;
  std::array<std::int16_t, 16> pcm{};
  for (std::size_t i = 0; i < 16; ++i) pcm[i] = i % 8 < 4 ? 10000 : -10000;
  float first = 0;
  ears.push_samples(pcm, [&](auto features) { first = features[0]; });
  return first;
}();
static_assert(first_of_small > 0.1f && first_of_small < 3);

}  // namespace

TEST_CASE("coefficients are those of a computation in double, however samples come") {
  const auto frames = frames_of(one_second(), 37);
  REQUIRE(frames.size() == 49);
  CHECK(frames == frames_of(one_second(), 16000));
  for (std::size_t i = 0; i < std::size(golden::mfcc); ++i)
    for (std::size_t k = 0; k < 10; ++k) {
      INFO(i << " " << k);
      CHECK(std::abs(double{frames[i * golden::step][k]} - golden::mfcc[i][k]) < 5e-6);
    }
}

TEST_CASE("silence is the floor's, and a gain is that of the samples") {
  const auto silence = frames_of(std::vector<std::int16_t>(480, 0), 480);
  REQUIRE(silence.size() == 1);
  CHECK(silence[0][0] == Approx(std::sqrt(40.0) * std::sqrt(2.0) * std::log(1e-6)).epsilon(1e-6));
  for (std::size_t k = 1; k < 10; ++k) CHECK(std::abs(silence[0][k]) < 1e-4f);

  std::vector<std::int16_t> pcm = one_second(), halved;
  for (std::int16_t& x : pcm)
    x = static_cast<std::int16_t>(x / 2 * 2), halved.push_back(static_cast<std::int16_t>(x / 2));
  CHECK(frames_of(pcm, 160) == frames_of(halved, 160, 2));
}

TEST_CASE("roots are near enough") {
  for (const float x : {1e-20f, 1e-7f, 0.3f, 1.0f, 2.0f, 3.0f, 1e5f, 3e12f, 1e30f})
    CHECK(std::abs(root(x) - std::sqrt(x)) <= 3e-7f * std::sqrt(x));
  STATIC_REQUIRE(root(0) == 0);
}

TEST_CASE("changes are the slopes of lines, and of edges those of repeated frames") {
  Deltas<2> deltas;
  std::vector<std::array<float, 2>> features, slopes;
  const auto use = [&](auto of_frame, auto changes) {
    features.push_back({of_frame[0], of_frame[1]}), slopes.push_back({changes[0], changes[1]});
  };
  deltas.finish(use);
  CHECK(features.empty());
  for (int i = 0; i < 8; ++i) deltas.push(std::array{3.0f * static_cast<float>(i), static_cast<float>(i * i)}, use);
  CHECK(features.size() == 6);
  deltas.finish(use);
  REQUIRE(features.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) CHECK(features[i][0] == 3.0f * static_cast<float>(i));
  for (std::size_t i = 2; i < 6; ++i) {
    CHECK(slopes[i][0] == Approx(3));
    CHECK(slopes[i][1] == Approx(2.0f * static_cast<float>(i)));
  }
  CHECK(slopes[0][0] == Approx((1 * 3 + 2 * 6) / 10.0));
  CHECK(slopes[7][0] == Approx((1 * 3 + 2 * 6) / 10.0));
}
