// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <tinytmpl/core/exact.hpp>

namespace tinytmpl::senses {

/// How quickly each feature changes: the slope of the line that fits it best over a frame and `reach` frames on either side. In front of
/// the first frame there are copies of it.
///
///     Deltas<10> deltas;
///     ears.push_samples(pcm, [&](auto coefficients) {
///       deltas.push(coefficients, [](auto features, auto changes) { ... });    // of the frame two frames before
///     });
///
/// units    RAM: 4 bytes for each feature of 2 * `reach` + 1 frames; changes are a frame's
/// source   S. Young et al.: The HTK Book, delta coefficients
template <int features, int reach = 2>
class Deltas {
  static_assert(features >= 1 && reach >= 1, "tinytmpl: Deltas have a feature, and reach a frame");
  static constexpr int length = 2 * reach + 1;
  using Frame = std::array<float, static_cast<std::size_t>(features)>;

 public:
  using Features = std::span<const float, static_cast<std::size_t>(features)>;

  /// Takes the features of a frame. `use` is called with those of the frame `reach` frames before, and their changes.
  constexpr void push(const auto& frame, auto&& use) {
    Frame next{};
    for (std::size_t i = 0; const float feature : frame)
      if (i < next.size()) next[i++] = feature;
    if (taken == 0) frames.fill(next);
    for (std::size_t i = 0; i + 1 < frames.size(); ++i) frames[i] = frames[i + 1];
    frames.back() = next;
    if (taken <= reach) ++taken;
    if (taken > reach) use(Features(frames[reach]), Features(slopes()));
  }
  /// As if the last frame came `reach` times more: the changes of all frames have been told.
  constexpr void finish(auto&& use) {
    for (int i = 0; i < reach && taken > 0; ++i) push(Frame{frames.back()}, use);
  }
  /// As at first.
  constexpr void reset() { taken = 0; }

 private:
  std::array<Frame, static_cast<std::size_t>(length)> frames{};
  int taken = 0;  // up to reach + 1

  constexpr Frame slopes() const {
    constexpr int squares = reach * (reach + 1) * (2 * reach + 1) / 3;
    Frame slopes{};
    for (std::size_t k = 1; k <= reach; ++k)
      for (std::size_t i = 0; i < slopes.size(); ++i)
        slopes[i] += core::exact(static_cast<float>(k) * (frames[reach + k][i] - frames[reach - k][i]));
    for (float& slope : slopes) slope /= static_cast<float>(squares);
    return slopes;
  }
};

}  // namespace tinytmpl::senses
