// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <tinytmpl/senses/framer.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace tinytmpl::senses {

/// A model of frames that overlap, fed with samples as they come: `FrameModel` is run for each frame, which begins `hop` samples after
/// the one before. Samples lie in the model's own input, which it has to keep.
///
///     static MicroSpeechFrontEnd ears;
///     ears.push_samples(pcm, [&](auto features) { spectrogram.push(features); });
///
/// units    RAM: the model's, and 4 bytes
template <class FrameModel, int hop>
class FrontEnd {
  static constexpr int length = decltype(std::declval<FrameModel&>().input())::size();

 public:
  using Model = FrameModel;

  /// Takes any number of samples. `use` is called with the outputs of each frame that they complete. An observer, as a Profile,
  /// watches the model.
  constexpr void push_samples(std::span<const std::int16_t> pcm, auto&& use, auto&... observer) {
    framing.push(pcm, model.input(), [&] { use(model.run(observer...)); });
  }
  /// The samples of the frame, while `use` is called.
  constexpr auto frame() { return model.input(); }
  /// As at first: without samples, and without what the model keeps.
  constexpr void reset() { model.reset(), framing.reset(); }

 private:
  FrameModel model;
  Framing<length, hop> framing;
};

/// The features of the last `rows` frames, the oldest one first: what a network of words looks at.
///
/// units    RAM: a byte for each feature
template <int rows, int features>
class Spectrogram {
 public:
  constexpr void push(const auto& frame) {
    for (std::size_t i = 0; i + features < all.size(); ++i) all[i] = all[i + features];
    for (std::size_t i = all.size() - features; const auto feature : frame)
      if (i < all.size()) all[i++] = static_cast<std::int8_t>(feature);
  }
  constexpr void copy_to(auto&& input) const {
    auto to = std::begin(input);
    for (const std::int8_t feature : all) *to++ = feature;
  }
  constexpr std::span<const std::int8_t> values() const { return all; }
  constexpr void reset() { all = {}; }

 private:
  std::array<std::int8_t, static_cast<std::size_t>(rows* features)> all{};
};

}  // namespace tinytmpl::senses
