// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/decisions/class_choice.hpp>
#include <tinytmpl/decisions/commands.hpp>

#include <array>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl::decisions;
using support::Random;

/// As the reference's text has it, with all results kept.
class PlainRecognizer {
 public:
  explicit PlainRecognizer(CommandPolicy in_policy) : policy(in_policy) {}

  Command push(std::array<int, 4> scores, std::int64_t now) {
    all.push_back({now, scores});
    std::vector<Result> window;
    for (const Result& result : all)
      if (result.time >= now - policy.window_ms) window.push_back(result);
    if (std::ssize(window) < policy.least_results || now - window.front().time < policy.window_ms / 4)
      return {top, 0, false};
    Command best;
    for (std::size_t c = 0; c < 4; ++c) {
      int sum = 0;
      for (const Result& result : window) sum += result.scores[c] + 128;
      const int average = sum / static_cast<int>(window.size());
      if (average > best.score) best = {static_cast<int>(c), average, false};
    }
    const std::int64_t since =
        top == 0 || top_time == never ? std::numeric_limits<std::int32_t>::max() : now - top_time;
    if (best.score > policy.threshold && (best.label != top || since > policy.suppression_ms))
      top = best.label, top_time = now, best.is_new = true;
    return best;
  }

 private:
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
  struct Result {
    std::int64_t time;
    std::array<int, 4> scores;
  };
  CommandPolicy policy;
  std::vector<Result> all{};
  int top = 0;
  std::int64_t top_time = never;
};

}  // namespace

TEST_CASE("commands are those of micro_speech") {
  int given = 0;
  for (int seed = 0; seed < 60; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const CommandPolicy policy{random.of(400, 1000), random.of(120, 180, 200), random.of(500, 1500),
                               random.between(1, 4)};
    CommandRecognizer<4, 50> commands(policy);
    PlainRecognizer plain(policy);
    std::int32_t now = random.of(0, 100'000);
    int spoken = 0;
    for (int i = 0; i < 300; ++i) {
      now += random.between(20, 120);
      if (random.one_in(10)) spoken = random.below(4);
      std::array<int, 4> scores{};
      for (std::size_t c = 0; c < 4; ++c)
        scores[c] = static_cast<int>(c) == spoken ? random.between(40, 127) : random.between(-128, 0);
      const Command command = commands.push(scores, now);
      REQUIRE(command == plain.push(scores, now));
      given += command.is_new;
    }
  }
  CHECK(given > 100);
}

TEST_CASE("results that do not fit push out the oldest, and time does not go back") {
  CommandRecognizer<2, 3> commands({.window_ms = 1000, .threshold = 100, .suppression_ms = 0, .least_results = 3});
  const std::array<int, 2> quiet{127, -128}, word{-128, 127};
  for (int i = 0; i < 3; ++i) commands.push(quiet, 200 * i);
  Command last;
  for (int i = 3; i < 6; ++i) last = commands.push(word, 200 * i);
  CHECK(last == Command{1, 255, true});
  CHECK(commands.push(word, 10) == Command{1, 0, false});
  commands.reset();
  CHECK(commands.push(word, 0) == Command{0, 0, false});
}

static_assert([] {
  ClassChoice<> choice(50, 10);
  const int none[] = {20, 30, 49}, second[] = {20, 60, 40}, weaker[] = {99, 11, 40}, gone[] = {99, 10, 40},
            low[] = {1, 2, 3};
  return choice.push(none, 3) == choice.none && choice.push(second, 3) == 1 && choice.push(weaker, 3) == 1 &&
         choice.push(gone, 3) == 0 && choice.push(low, 3) == choice.none && choice.push(low, 0) == choice.none;
}());
