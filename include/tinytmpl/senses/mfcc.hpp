// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <tinytmpl/core/logarithm.hpp>
#include <tinytmpl/senses/fourier.hpp>
#include <tinytmpl/senses/framer.hpp>
#include <tinytmpl/senses/functions.hpp>

namespace tinytmpl::senses {

/// Samples a frame and from one frame to the next, channels of the mel scale, and how many coefficients are made of them.
struct MfccScale {
  int frame = 480, hop = 320, fft_length = 512, channels = 40, coefficients = 10;
  double sample_rate = 16000, lowest_hz = 20, highest_hz = 4000;
  float floor = 1e-6f;  // added to the strength of a channel

  static constexpr double mel(double hz) { return 1127 * logarithm(1 + hz / 700); }
  constexpr double mel_of_bin(int bin) const { return mel(bin * sample_rate / fft_length); }
  /// The lower end of channel `i`, which is the middle of the one before, and the upper end of that before.
  constexpr double edge(int i) const {
    return mel(lowest_hz) + (mel(highest_hz) - mel(lowest_hz)) * i / (channels + 1);
  }
  /// The first bin that lies above an edge; never bin 0.
  constexpr int first_bin(int edge_number) const {
    int bin = 1;
    while (mel_of_bin(bin) <= edge(edge_number)) ++bin;
    return bin;
  }
  constexpr bool fits() const {
    return frame <= fft_length && channels >= 1 && coefficients >= 1 && coefficients <= channels && lowest_hz >= 0 &&
           lowest_hz < highest_hz && highest_hz < sample_rate / 2;
  }
};

namespace detail {

/// Hann's window, whose period is the frame, times 2^-15, so that samples are from -1 to 1.
template <MfccScale scale>
inline constexpr auto mfcc_window = [] {
  std::array<float, scale.frame> window;
  for (int i = 0; float& weight : window)
    weight = static_cast<float>((0.5 - 0.5 * cosine(2 * pi * i++ / scale.frame)) / 32768);
  return window;
}();

/// Between edge `i` and the next there are the bins from `first[i]` up to `first[i + 1]`, of which channel `i` has this share, and the
/// one before the rest.
template <MfccScale scale>
inline constexpr auto mfcc_first_bins = [] {
  std::array<std::int16_t, scale.channels + 2> first;
  for (int i = 0; auto& bin : first) bin = static_cast<std::int16_t>(scale.first_bin(i++));
  return first;
}();
template <MfccScale scale>
inline constexpr auto mfcc_shares = [] {
  constexpr int first = mfcc_first_bins<scale>.front(), count = mfcc_first_bins<scale>.back() - first;
  std::array<float, count> shares;
  for (int bin = first, i = 0; float& share : shares) {
    while (bin >= mfcc_first_bins<scale>[static_cast<std::size_t>(i + 1)]) ++i;
    share = static_cast<float>((scale.mel_of_bin(bin++) - scale.edge(i)) / (scale.edge(i + 1) - scale.edge(i)));
  }
  return shares;
}();

/// A row for each coefficient: the cosine transform II, times the root of 2 / channels.
template <MfccScale scale>
inline constexpr auto mfcc_cosines = [] {
  std::array<float, scale.channels * scale.coefficients> table;
  const double factor = power_of_e(0.5 * logarithm(2.0 / scale.channels));
  for (int i = 0; float& value : table) {
    const int turn = i / scale.channels * (2 * (i % scale.channels) + 1) % (4 * scale.channels);
    value = static_cast<float>(factor * cosine(pi * turn / (2 * scale.channels))), ++i;
  }
  return table;
}();

}  // namespace detail

/// Mel-frequency cepstral coefficients of a microphone's int16 samples, in float, the same bits on all machines: frames are windowed and
/// transformed, magnitudes summed up by channels of the mel scale, and the channels' logarithms turned into cosines.
///
///     static SpeechCommandsMfcc ears;
///     ears.push_samples(pcm, [](auto coefficients) { ... });
///
/// units    RAM: 2 bytes for each sample of a frame, 4 for each of `fft_length`
/// rejects  a frame longer than the transform, more coefficients than channels, frequencies from half of the sample rate on
/// source   TensorFlow tf.signal: stft, linear_to_mel_weight_matrix, mfccs_from_log_mel_spectrograms
template <MfccScale scale>
class Mfcc {
  static_assert(scale.fits(),
                "tinytmpl: an Mfcc has frames no longer than its transform, no more coefficients than channels, and "
                "frequencies below half of the sample rate");

 public:
  using Coefficients = std::span<const float, static_cast<std::size_t>(scale.coefficients)>;

  /// Takes any number of samples. `use` is called with the coefficients of each frame that they complete. Samples from -32768 to 32767
  /// are taken as numbers from -1 to 1, times `gain`.
  constexpr void push_samples(std::span<const std::int16_t> pcm, auto&& use, float gain = 1) {
    framing.push(pcm, samples.data(), [&] {
      transform(gain);
      use(Coefficients(values));
    });
  }
  /// As at first.
  constexpr void reset() { framing.reset(); }

 private:
  // Copies, for Clang 14 breaks down where a parameter of numbers with and without a point is read at run time.
  static constexpr int frame = scale.frame, fft_length = scale.fft_length, channels = scale.channels;
  static constexpr float floor = scale.floor;

  Framing<scale.frame, scale.hop> framing;
  std::array<std::int16_t, static_cast<std::size_t>(scale.frame)> samples{};
  RealSpectrum<scale.fft_length> spectrum;
  std::array<float, static_cast<std::size_t>(scale.coefficients)> values{};

  constexpr void transform(float gain) {
    for (int i = 0; i < fft_length; ++i) {
      const auto place = static_cast<std::size_t>(i);
      spectrum.put_sample(
          i, i < frame ? static_cast<float>(samples[place]) * detail::mfcc_window<scale>[place] * gain : 0);
    }
    spectrum.transform();
    values = {};
    float own = 0;  // of the channel that ends where bins begin
    for (int i = 0; i <= channels; ++i) {
      const float sum = sum_up(i, own);
      if (i > 0) add_channel(i - 1, core::logarithm(sum + floor));
    }
  }
  /// Goes along the bins between two edges: what channel `i` - 1 has of all of its bins. Leaves in `own` what channel `i` has of these.
  constexpr float sum_up(int i, float& own) const {
    const auto& first = detail::mfcc_first_bins<scale>;
    const auto edge = static_cast<std::size_t>(i);
    float sum = std::exchange(own, 0.0f);
    for (int bin = first[edge]; bin < first[edge + 1]; ++bin) {
      const float magnitude = root(spectrum.energy(bin));
      const float share =
          core::exact(magnitude * detail::mfcc_shares<scale>[static_cast<std::size_t>(bin - first.front())]);
      own += share, sum += magnitude - share;
    }
    return sum;
  }
  constexpr void add_channel(int channel, float log) {
    for (int k = channel; float& value : values) {
      value += core::exact(log * detail::mfcc_cosines<scale>[static_cast<std::size_t>(k)]);
      k += channels;
    }
  }
};

/// What MLPerf Tiny's keyword spotting listens with: 49 frames of 10 coefficients a second. Its training divides each recording by its
/// largest sample: `gain` is 32768 / that.
///
/// source   mlcommons/tiny benchmark/training/keyword_spotting/get_dataset.py
using SpeechCommandsMfcc = Mfcc<MfccScale{}>;

}  // namespace tinytmpl::senses
