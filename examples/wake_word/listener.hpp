// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>

#include <tinytmpl/decisions/wake_word.hpp>
#include <tinytmpl/senses/micro_speech.hpp>

#include "wake_word.hpp"

/// Was "okay robot" said? Takes a microphone's samples, int16 at 16 kHz, in pieces of any size. Each 10 ms a frame of features goes into
/// the network, which keeps what it needs of the past, and answers each 30 ms.
class Listener {
 public:
  using Ears = tinytmpl::senses::MicroFrontend;
  using Network = wake_word::ModelWith<tinytmpl::Schedule::fed>;

  static constexpr int rate_hz = 16000;
  static_assert(Network::row_size == tinytmpl::senses::speech_features);

  /// Calls `heard` each time.
  void listen(std::span<const std::int16_t> pcm, auto&& heard, auto& of_ears, auto& of_network) {
    const auto use = [&](auto features) {
      if (network.push_row(features.data(), of_network) && word.heard(probability())) heard();
    };
    ears.push_samples(pcm, use, of_ears);
  }
  void listen(std::span<const std::int16_t> pcm, auto&& heard) {
    const tinytmpl::graph::NoObserver nobody;
    listen(pcm, heard, nobody, nobody);
  }

  /// Of the last 30 ms, of 255.
  std::uint8_t probability() const { return static_cast<std::uint8_t>(network.output()[0] + 128); }
  bool self_test() { return network.self_test(wake_word::golden).passed(); }

 private:
  Ears ears;
  Network network;
  tinytmpl::decisions::WakeWord<5, 34> word{0.7f};  // the mean of 150 ms; not within a second
};
