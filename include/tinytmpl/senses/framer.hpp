// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/language.hpp>

namespace tinytmpl::senses {

/// Fills frames of `length` samples, each of which begins `hop` samples after the one before, in memory that others give.
template <int length, int hop>
class Framing {
  static_assert(hop >= 1 && hop <= length, "tinytmpl: a frame begins behind the one before, and no later than it ends");

 public:
  /// Takes any number of samples into `frame`, and calls `use()` whenever it is full.
  constexpr void push(const auto& samples, auto&& frame, auto&& use) {
    for (auto sample = samples.begin(); sample != samples.end();) {
      int place = filled;
      while (place < length && sample != samples.end()) frame[place++] = *sample++;
      filled = place;
      if (place < length) return;
      use();
      keep_overlap(frame);
      filled = length - hop;
    }
  }
  constexpr void reset() { filled = 0; }

 private:
  int filled = 0;

  static constexpr void keep_overlap(auto& frame) {
    if constexpr (requires { frame.raw(); }) {  // a model's input
      const int kept = frame.size_bytes() * (length - hop) / length;
      core::copy(frame.raw(), frame.raw() + frame.size_bytes() - kept, kept);
    } else {
      for (int i = 0; i + hop < length; ++i) frame[i] = frame[i + hop];
    }
  }
};

/// Frames that overlap, of samples of any type: a number, or an array of an accelerometer's three axes.
///
///     Framer<float, 128, 64> frames;
///     frames.push(samples, [](std::span<const float, 128> frame) { ... });
///
/// units    RAM: one frame, and 4 bytes
template <class Sample, int length, int hop>
class Framer {
 public:
  /// Takes any number of samples. `use` is called with each frame that they complete, the oldest sample first.
  constexpr void push(std::span<const Sample> samples, auto&& use) {
    framing.push(samples, samples_of_frame.data(),
                 [&] { use(std::span<const Sample, static_cast<std::size_t>(length)>(samples_of_frame)); });
  }
  /// As at first.
  constexpr void reset() { framing.reset(); }

 private:
  Framing<length, hop> framing;
  std::array<Sample, static_cast<std::size_t>(length)> samples_of_frame{};
};

}  // namespace tinytmpl::senses
