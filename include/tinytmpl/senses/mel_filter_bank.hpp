// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>

#include <tinytmpl/senses/functions.hpp>

/// What stands between a sensor and a model.
namespace tinytmpl::senses {

/// How the weights of a filter bank become integers: TensorFlow Lite Micro's Python code cuts them off, the C front end rounds.
enum class WeightRounding { down, nearest };

/// Channels that are equally far from each other on the mel scale, between two frequencies.
struct MelScale {
  int channels = 40;
  float sample_rate = 16000, lowest_hz = 125, highest_hz = 7500;
  int fft_length = 512;
  WeightRounding rounding = WeightRounding::down;

  /// In float, as the sources compute it.
  static constexpr float mel(float hz) { return 1127.0f * logarithm_of_one_plus(hz / 700.0f); }
  constexpr float hz_per_bin() const { return sample_rate / static_cast<float>(fft_length); }
  /// The upper end of a channel, which is the middle of the next; -1 is the lowest frequency.
  constexpr float end_of(int channel) const {
    const float low = mel(lowest_hz), spacing = (mel(highest_hz) - low) / static_cast<float>(channels + 1);
    return channel < 0 ? low : low + spacing * static_cast<float>(channel + 1);
  }
  /// Bins that an Energy has to compute: from the first one that counts; and up to the one behind the last.
  constexpr int first_bin() const { return static_cast<int>(1.5f + lowest_hz / hz_per_bin()); }
  constexpr int end_bin() const {
    int bin = first_bin();
    for (int i = 0; i <= channels; ++i) bin = next_bin(i, bin);
    return bin;
  }
  constexpr int weights() const { return end_bin() - first_bin(); }
  /// The first bin that lies above a channel.
  constexpr int next_bin(int channel, int bin) const {
    while (mel(static_cast<float>(bin) * hz_per_bin()) <= end_of(channel)) ++bin;
    return bin;
  }
  constexpr std::int16_t quantized(float weight) const {
    return static_cast<std::int16_t>(
        core::floor_of(double{weight * 4096 + (rounding == WeightRounding::nearest ? 0.5f : 0)}));
  }
};

/// The constants of a FilterBank<scale.channels, scale.weights()>.
///
/// source   TensorFlow Lite Micro signal/ops/filter_bank_ops.py; TensorFlow lite/experimental/microfrontend/lib/filterbank_util.c. Both
///          also have zeros among the weights, for alignment, which change nothing
template <MelScale scale>
constexpr auto mel_filter_bank() {
  constexpr int channels = scale.channels + 1, weights = scale.weights();
  std::array<std::int16_t, 3 * channels + 2 * weights> table{};
  int bin = scale.first_bin();
  const auto at = [&table](int i) -> std::int16_t& { return table[static_cast<std::size_t>(i)]; };
  for (int i = 0; i < channels; ++i) {
    const int first = bin - scale.first_bin(), end = scale.next_bin(i, bin);
    at(i) = static_cast<std::int16_t>(end - bin);
    at(channels + i) = static_cast<std::int16_t>(bin), at(2 * channels + i) = static_cast<std::int16_t>(first);
    for (int j = first; bin < end; ++j, ++bin) {
      const float above = scale.end_of(i) - scale.mel(static_cast<float>(bin) * scale.hz_per_bin());
      const float weight = above / (scale.end_of(i) - scale.end_of(i - 1));
      at(3 * channels + j) = scale.quantized(weight), at(3 * channels + weights + j) = scale.quantized(1 - weight);
    }
  }
  return table;
}

/// The weights of a SignalWindow<12> of `size` samples: Hann's, between the samples. TensorFlow Lite Micro's Python code computes them in
/// double, the C front end, which rounds to nearest, in float.
///
/// source   TensorFlow Lite Micro signal/ops/window_op.py; TensorFlow lite/experimental/microfrontend/lib/window_util.c
template <int size, WeightRounding rounding>
constexpr auto hann_window() {
  constexpr double turn = 6.283185307179586476925286766559;
  std::array<std::int16_t, size> window{};
  for (int i = 0; i < size; ++i) {
    const float part = static_cast<float>(turn) / size * (static_cast<float>(i) + 0.5f);
    const float in_float = (0.5f - 0.5f * static_cast<float>(cosine(double{part}))) * 4096 + 0.5f;
    const double in_double = (0.5 - 0.5 * cosine(turn / size * (i + 0.5))) * 4096 + 0.5;
    window[static_cast<std::size_t>(i)] =
        static_cast<std::int16_t>(core::floor_of(rounding == WeightRounding::nearest ? double{in_float} : in_double));
  }
  return window;
}

/// How strong a Pcan's gain is.
struct PcanGain {
  float strength = 0.95f, offset = 80;
  int gain_bits = 21, input_bits = 7;  // of the noise's estimate: its extra bits less the correction of the logarithm
};

/// The constants of a Pcan.
///
/// source   TensorFlow Lite Micro signal/utils/wide_dynamic_func_lut_wrapper.cc
constexpr std::array<std::int16_t, 125> pcan_gains(PcanGain gain = {}) {
  const auto at = [gain](std::uint32_t x) -> std::int32_t {
    const double real = double{static_cast<float>(x) / static_cast<float>(1 << gain.input_bits) + gain.offset};
    const auto power = static_cast<float>(power_of_e(-double{gain.strength} * logarithm(real)));
    const float scaled = static_cast<float>(1 << gain.gain_bits) * power;
    return scaled > 32767 ? 32767 : static_cast<std::int16_t>(scaled + 0.5f);
  };
  std::array<std::int16_t, 125> table{static_cast<std::int16_t>(at(0)), static_cast<std::int16_t>(at(1))};
  for (int interval = 2; interval <= 32; ++interval) {
    const std::uint32_t first = std::uint32_t{1} << (interval - 1), middle = first + (first >> 1);
    const std::uint32_t last = interval == 32 ? first + (first - 1) : 2 * first;
    const std::int32_t to_middle = at(middle) - at(first), to_last = at(last) - at(first),
                       slope = 4 * to_middle - to_last;
    const auto place = static_cast<std::size_t>(4 * interval - 6);
    table[place] = static_cast<std::int16_t>(at(first)), table[place + 1] = static_cast<std::int16_t>(slope);
    table[place + 2] = static_cast<std::int16_t>(to_last - slope);
  }
  return table;
}

}  // namespace tinytmpl::senses
