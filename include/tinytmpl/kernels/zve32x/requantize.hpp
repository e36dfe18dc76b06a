// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/scaling.hpp>
#include <tinytmpl/kernels/zve32x/instructions.hpp>

/// TFLite's requantization in three instructions, and the layout of the constants that it reads. For a multiplier {value, -e}
///
///   multiply(sum, {value, -e}) = (t - (t < 0) + half) >> e,  t = (sum * value + 2^30) >> 31,  half = 2^e / 2
///
/// vsmul gives t: SaturatingRoundingDoublingHighMul rounds half up, too. vnclip rounds half up and not half away from zero: hence one
/// less of negatives, which is right if e >= 1. Where results below the zero point are clamped away they need not be right.
namespace tinytmpl::kernels::zve32x {

using common::Scaling, common::scaling;

/// How the constants of a layer lie in flash: rows of a byte for each channel, or of four, up to a whole word
///
///   starts       the biases with the input's zero point folded in; words
///   multipliers  words
///   shifts       to the right; bytes
///   weights      of the first tap, of the second ...; bytes
///
/// so that vectors of any length find them side by side; all channels `copies` times.
///
/// Each row of bytes is a group.
constexpr Packing packing_of_rows(int channels, int taps, int copies = 1) {
  return {9 + taps, divide_up(channels * copies, 4)};
}
template <int channels, int taps, int copies = 1>
struct ChannelRows {
  static constexpr int lanes = channels * copies;
  static constexpr int words = packing_of_rows(channels, taps, copies).words, row = 4 * words;               // of bytes
  static constexpr int starts = 0, multipliers = 4 * row, shifts = 2 * multipliers, weights = shifts + row;  // in bytes

  /// The weight of channel `c` at tap `t` is  k.weights[c * channel_step + t * tap_step].
  static constexpr void pack(std::uint32_t* to, const Constants& k, int group, int channel_step, int tap_step) {
    const auto each = [&](int first, auto value) {
      for (int i = 0; i < words && first + i < lanes; ++i)
        to[i] = static_cast<std::uint32_t>(value((first + i) % channels));
    };
    const auto each_byte = [&](auto value) {
      for (int i = 0; i < lanes; ++i)
        to[i / 4] |= (static_cast<std::uint32_t>(value(i % channels)) & 255) << (i % 4 * 8);
    };
    if (group < 4)
      each(group * words, [&](int c) { return k.folded_bias(c, total(k.weights + c * channel_step, tap_step)); });
    else if (group < 8) each((group - 4) * words, [&](int c) { return k.multipliers[c].value; });
    else if (group == 8) each_byte([&](int c) { return minimum(31, maximum(0, -k.multipliers[c].shift)); });
    else each_byte([&, from = k.weights + (group - 9) * tap_step](int c) { return from[c * channel_step]; });
  }

 private:
  /// Four at a time: a constant expression may not be long.
  static constexpr std::int32_t total(const std::int8_t* w, int step) {
    constexpr int fours = taps / 4 * 4;
    std::int32_t sum = 0;
    for (int t = 0; t < fours; t += 4) sum += w[t * step] + w[(t + 1) * step] + w[(t + 2) * step] + w[(t + 3) * step];
    for (int t = fours; t < taps; ++t) sum += w[t * step];
    return sum;
  }
};

/// The same from channel `c` on, as a kernel reads it.
template <class Rows>
struct Channels {
  const unsigned char* bytes;

  Channels(const std::uint32_t* packed, size_t c) : bytes(reinterpret_cast<const unsigned char*>(packed)), first(c) {}

  const std::int32_t* starts() const { return words(Rows::starts); }
  const std::int32_t* multipliers() const { return words(Rows::multipliers); }
  const std::uint8_t* shifts() const { return bytes + Rows::shifts + first; }
  const std::int8_t* weights() const { return reinterpret_cast<const std::int8_t*>(bytes + Rows::weights + first); }

 private:
  size_t first;

  const std::int32_t* words(int at) const { return reinterpret_cast<const std::int32_t*>(bytes + at) + first; }
};

/// What the outputs of a layer have in common.
struct Limits {
  std::int16_t zero_point;
  std::int8_t lowest, highest;

  explicit Limits(const Constants& k) : zero_point(k.output_zero_point), lowest(k.lowest), highest(k.highest) {}
};

/// Calls `put` with the int8 of each of some vectors of sums, of equal channels. One step after the other for all: registers that hold
/// multipliers are free when those are needed that hold shifts.
template <int ratio, Scaling how, class Rows>
[[gnu::always_inline]] inline void requantize(const Channels<Rows>& channels, const Limits& limits, size_t n, auto put,
                                              auto... sum) {
  const auto multipliers = vle32<ratio>(channels.multipliers(), n);
  ((sum = vsmul(sum, multipliers, n)), ...);
  if constexpr (how.keeps_negatives) ((sum = decrement_negatives(sum, n)), ...);
  const auto shifts = vzext(vle8<ratio>(channels.shifts(), n), n);
  const auto bound_all = [&](auto... bytes) __attribute__((always_inline)) {
    if constexpr (how.clamps) ((bytes = vmin(vmax(bytes, limits.lowest, n), limits.highest, n)), ...);
    (put(bytes), ...);
  };
  const auto narrow = [&](auto... half) __attribute__((always_inline)) { bound_all(vnclip(half, n)...); };
  narrow(vsadd(vnclip<rnu>(sum, shifts, n), limits.zero_point, n)...);
}

}  // namespace tinytmpl::kernels::zve32x
