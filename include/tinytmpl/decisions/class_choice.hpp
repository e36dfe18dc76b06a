// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl::decisions {

/// The class of the largest score, with a threshold and hysteresis: a class is taken when its score reaches `enter`, and kept, whatever
/// others have, as long as its own is above `leave`. Until one is taken, and when none is kept, there is none.
///
/// units    RAM: 12 bytes; scores and thresholds in the model's own units
template <class Score = std::int8_t>
class ClassChoice {
 public:
  static constexpr int none = -1;

  constexpr ClassChoice(Score enter_at, Score leave_at) : enter(enter_at), leave(leave_at) {}

  /// Takes the scores of an inference, of `count` classes; returns the class, or `none`.
  constexpr int push(const auto& scores, int count) {
    if (chosen != none && chosen < count && scores[static_cast<unsigned>(chosen)] > leave) return chosen;
    int best = 0;
    for (int c = 1; c < count; ++c)
      if (scores[static_cast<unsigned>(c)] > scores[static_cast<unsigned>(best)]) best = c;
    chosen = count > 0 && scores[static_cast<unsigned>(best)] >= enter ? best : none;
    return chosen;
  }
  constexpr int current() const { return chosen; }
  constexpr void reset() { chosen = none; }

 private:
  Score enter, leave;
  int chosen = none;
};

}  // namespace tinytmpl::decisions
