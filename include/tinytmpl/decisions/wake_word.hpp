// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/decisions/smoothing.hpp>

namespace tinytmpl::decisions {

/// Was the wake word said? When the mean of the last `window` probabilities passes a cutoff; but not within the first `ignored`
/// inferences, nor within as many after it was heard: as microWakeWord's firmware decides.
///
///     WakeWord<5> okay_nabu(0.97f);
///     if (okay_nabu.heard(model.run()[0])) ...    // the output is a uint8: 255 is certainty
///
/// units    RAM: 2 bytes for each inference of the window, and 16
/// source   ESPHome micro_wake_word: streaming_model.cpp, micro_wake_word.cpp
template <int window, int ignored = 100>
class WakeWord {
 public:
  /// `cutoff` from 0 to 1.
  constexpr explicit WakeWord(float cutoff) : limit(cutoff) {}

  /// Takes the probability of one inference, of 255.
  constexpr bool heard(std::uint8_t probability) {
    recent.push(probability);
    if (waits < ignored) ++waits;
    if (waits < ignored || !(mean() > limit)) return false;
    reset();
    return true;
  }
  /// From 0 to 1.
  constexpr float mean() const { return static_cast<float>(recent.sum()) / static_cast<float>(255 * window); }
  constexpr void reset() { recent.reset(), waits = 0; }

 private:
  SlidingSum<window> recent;
  float limit;
  int waits = 0;
};

/// Does somebody speak? From when the mean of the last `window` probabilities passes the upper threshold until it has been below the
/// lower one for `hold` inferences: as microWakeWord's firmware asks its model of voice activity.
///
/// source   as WakeWord
template <int window, int hold = 10>
class VoiceActivity {
 public:
  /// Thresholds from 0 to 1.
  constexpr VoiceActivity(float upper_threshold, float lower_threshold)
      : upper(upper_threshold), lower(lower_threshold) {}

  /// Takes the probability of one inference, of 255.
  constexpr bool active(std::uint8_t probability) {
    recent.push(probability);
    const float mean = static_cast<float>(recent.sum()) / static_cast<float>(255 * window);
    if (mean > upper) {
      speaks = true, left = hold;
      return true;
    }
    if (speaks && mean > lower) return true;
    if (left > 0) {
      --left;
      return true;
    }
    return speaks = false;
  }
  constexpr void reset() { recent.reset(), speaks = false, left = 0; }

 private:
  SlidingSum<window> recent;
  float upper, lower;
  bool speaks = false;
  int left = 0;
};

}  // namespace tinytmpl::decisions
