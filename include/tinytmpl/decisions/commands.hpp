// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::decisions {

/// How a CommandRecognizer decides.
struct CommandPolicy {
  std::int32_t window_ms = 1000;       // over which scores are averaged
  std::int32_t threshold = 200;        // of an average score, from 0 to 255
  std::int32_t suppression_ms = 1500;  // in which the same command is not new again
  int least_results = 3;               // in the window
};

/// A command: its class, its average score from 0 to 255, and whether it was given just now.
struct Command {
  int label = 0;
  std::int32_t score = 0;
  bool is_new = false;

  friend constexpr bool operator==(const Command&, const Command&) = default;
};

/// Commands out of a stream of a classifier's int8 outputs: their averages over a window of time, a threshold, and a while in which
/// the same one is not given again. Class 0 is silence: as micro_speech decides.
///
/// units    RAM: `classes` + 4 bytes for each of `most_results` results, and 24
/// source   TensorFlow Lite Micro examples/micro_speech/recognize_commands.cc, until its revision of 2023
template <int classes, int most_results = 50>
class CommandRecognizer {
  static_assert(classes >= 1 && most_results >= 1, "tinytmpl: a CommandRecognizer has a class and room for a result");

 public:
  constexpr explicit CommandRecognizer(CommandPolicy in_policy = {}) : policy(in_policy) {}

  /// Takes the outputs of an inference that ended at `now_ms`, which never goes back. Of more results in the window than there is room
  /// for the oldest is forgotten.
  constexpr Command push(const auto& scores, std::int32_t now_ms) {
    if (count > 0 && now_ms < at(0).time_ms) return {previous, 0, false};
    if (count == most_results) drop_first();
    Result& newest = at(count++);
    newest.time_ms = now_ms;
    for (std::size_t c = 0; const auto score : scores)
      if (c < classes) newest.scores[c++] = static_cast<std::int8_t>(score);
    while (at(0).time_ms < std::int64_t{now_ms} - policy.window_ms) drop_first();
    const std::int64_t duration = std::int64_t{now_ms} - at(0).time_ms;
    if (count < policy.least_results || duration < policy.window_ms / 4) return {previous, 0, false};
    const Command best = best_average();
    const bool was_given = previous != 0 && given;
    const bool is_over = !was_given || std::int64_t{now_ms} - previous_ms > policy.suppression_ms;
    if (best.score <= policy.threshold || (best.label == previous && !is_over)) return best;
    previous = best.label, previous_ms = now_ms, given = true;
    return {best.label, best.score, true};
  }
  constexpr void reset() { *this = CommandRecognizer(policy); }

 private:
  struct Result {
    std::int32_t time_ms = 0;
    std::array<std::int8_t, classes> scores{};
  };

  CommandPolicy policy;
  std::array<Result, most_results> results{};
  int first = 0, count = 0;
  int previous = 0;  // command
  std::int32_t previous_ms = 0;
  bool given = false;  // one was, ever

  constexpr Result& at(int i) { return results[static_cast<std::size_t>((first + i) % most_results)]; }
  constexpr void drop_first() { first = (first + 1) % most_results, --count; }

  /// Averages are cut off; the first of the largest.
  constexpr Command best_average() {
    Command best;
    for (std::size_t c = 0; c < classes; ++c) {
      std::int32_t sum = 0;
      for (int i = 0; i < count; ++i) sum += at(i).scores[c] + 128;
      if (sum / count > best.score) best = {static_cast<int>(c), sum / count, false};
    }
    return best;
  }
};

}  // namespace tinytmpl::decisions
