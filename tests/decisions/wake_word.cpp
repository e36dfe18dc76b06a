// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/decisions/wake_word.hpp>

#include <algorithm>
#include <deque>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl::decisions;
using support::Random;

/// The mean of the last `window`, of all of them anew each time.
float mean_of_last(const std::vector<int>& all, int window) {
  const auto count = std::min<std::size_t>(all.size(), static_cast<std::size_t>(window));
  const int sum = std::accumulate(all.end() - static_cast<std::ptrdiff_t>(count), all.end(), 0);
  return static_cast<float>(sum) / static_cast<float>(255 * window);
}

std::vector<int> posteriors(Random& random, int count) {
  std::vector<int> all;
  int level = 0;
  for (int i = 0; i < count; ++i) {
    if (random.one_in(12)) level = random.of(0, 90, 180, 255);
    all.push_back(std::clamp(level + random.between(-30, 30), 0, 255));
  }
  return all;
}

static_assert([] {
  WakeWord<2, 3> word(0.5f);
  bool heard = false;
  for (int i = 0; i < 3; ++i) heard = word.heard(255);
  return heard && !word.heard(255) && !word.heard(255) && word.heard(255);
}());

}  // namespace

TEST_CASE("a wake word is heard as by the means of windows, after the inferences that are ignored") {
  for (int seed = 0; seed < 50; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    WakeWord<5, 7> word(0.6f);
    std::vector<int> since;  // the last time
    int heard = 0;
    for (const int p : posteriors(random, 400)) {
      since.push_back(p);
      const bool expected = since.size() >= 7 && mean_of_last(since, 5) > 0.6f;
      REQUIRE(word.heard(static_cast<std::uint8_t>(p)) == expected);
      heard += expected;
      if (expected) since.clear();
    }
    CHECK(heard > 0);
  }
}

TEST_CASE("speech begins above the upper threshold and ends some inferences below the lower one") {
  for (int seed = 0; seed < 50; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    VoiceActivity<4, 3> voice(0.7f, 0.4f);
    std::vector<int> all;
    bool speaks = false;
    int left = 0;
    for (const int p : posteriors(random, 400)) {
      all.push_back(p);
      const float mean = mean_of_last(all, 4);
      bool expected = true;
      if (mean > 0.7f) speaks = true, left = 3;
      else if (!(speaks && mean > 0.4f)) {
        if (left > 0) --left;
        else expected = speaks = false;
      }
      REQUIRE(voice.active(static_cast<std::uint8_t>(p)) == expected);
    }
  }
}

TEST_CASE("posteriors are smoothed class by class") {
  Random random(3);
  SmoothedPosteriors<3, 4> smooth;
  std::deque<std::vector<int>> last;
  for (int i = 0; i < 200; ++i) {
    last.push_back({random.between(-128, 127), random.between(-128, 127), random.between(-128, 127)});
    if (last.size() > 4) last.pop_front();
    smooth.push(last.back());
    std::vector<int> sums(3);
    for (const auto& row : last)
      for (std::size_t c = 0; c < 3; ++c) sums[c] += row[c];
    for (std::size_t c = 0; c < 3; ++c) REQUIRE(smooth[static_cast<int>(c)] == sums[c] / static_cast<int>(last.size()));
    REQUIRE(smooth.best() == std::max_element(sums.begin(), sums.end()) - sums.begin());
  }
  smooth.reset();
  CHECK(smooth[0] == 0);
}
