// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/parameters.hpp>
#include <tinytmpl/layers/signal.hpp>

/// What TensorFlow Lite Micro's signal library makes of energies: the channels of a filter bank.
namespace tinytmpl::layers {

/// Of its constants, int16: `channels` + 1 widths, as many first bins, as many first weights, then the weights, then those that
/// the same bins have in the next channel.
inline constexpr Attribute<0> filter_bank_weights;

constexpr void learn_filter_bank(Node& node, const Parameters& given) {
  const int channels = node.out.extent.c + 1, weights = filter_bank_weights(node);
  if (given.weights.element() != Element::int16 || static_cast<int>(given.weights.size()) != node.demands.weights)
    return;
  const std::int16_t* table = given.weights.as<std::int16_t>().data();
  for (int i = 0; i < channels; ++i) {
    const int width = table[i], bin = table[channels + i], weight = table[2 * channels + i];
    const bool fits =
        width >= 0 && bin >= 0 && weight >= 0 && bin + width <= node.in().extent.c && weight + width <= weights;
    node.require(width == 0 || fits, Rule::filter_bank, 1, 0);
  }
}

constexpr Node filter_bank(int channels, int weights, Extent in) {
  Node node =
      signal(Op::filter_bank, "FilterBank", Element::uint32, in, Element::uint64, per_frame(in, maximum(1, channels)));
  node.require_at_least(Rule::filters, 1, channels);
  node.require_at_least(Rule::filters, 1, weights);
  node.require_equal(Rule::width, 1, in.w);
  filter_bank_weights(node) = maximum(1, weights);
  node.demands.weights = 3 * (node.out.extent.c + 1) + 2 * filter_bank_weights(node);
  node.demands.learn = learn_filter_bank;
  return node;
}

constexpr Node filter_bank_square_root(Extent in, Extent bits) {
  Node node = signal(Op::filter_bank_square_root, "FilterBankSquareRoot", Element::uint64, in, Element::uint32, in);
  read_other(node, bits, 1, 1);
  return node;
}

/// How quickly an estimate of the noise follows; coefficients are multiples of 2^-bits.
struct Smoothing {
  int even, one_minus_even, odd, one_minus_odd;  // of channels
  int extra_bits, bits;
  bool clamps;
};
inline constexpr Attribute<0> smoothing_even;
inline constexpr Attribute<1> smoothing_one_minus_even;
inline constexpr Attribute<2> smoothing_odd;
inline constexpr Attribute<3> smoothing_one_minus_odd;
inline constexpr Attribute<4> smoothing_bits;
inline constexpr Attribute<5> subtraction_bits;
inline constexpr Attribute<6> clamps_estimate;
inline constexpr Attribute<0> signal_remaining;

constexpr void take_bits(Node& node, int extra_bits, int bits) {
  node.require(extra_bits >= 0 && extra_bits < 32, Rule::signal_bits, 32, extra_bits);
  node.require(bits >= 0 && bits < 32, Rule::signal_bits, 32, bits);
  smoothing_bits(node) = bounded(extra_bits, 0, 31), subtraction_bits(node) = bounded(bits, 0, 31);
}

constexpr Node noise_estimate(Smoothing s, Extent in) {
  Node node = signal(Op::noise_estimate, "NoiseEstimate", Element::uint32, in, Element::uint32, in);
  node.require_equal(Rule::width, 1, in.w);
  take_bits(node, s.extra_bits, s.bits);
  smoothing_even(node) = s.even, smoothing_one_minus_even(node) = s.one_minus_even;
  smoothing_odd(node) = s.odd, smoothing_one_minus_odd(node) = s.one_minus_odd;
  clamps_estimate(node) = s.clamps;
  keep_state(node, {{1, 1, in.c, in.rank}}, {.stride = 0});
  return node;
}

constexpr Node spectral_subtraction(int remaining, int extra_bits, int bits, Extent in, Extent estimate) {
  Node node = signal(Op::spectral_subtraction, "SpectralSubtraction", Element::uint32, in, Element::uint32, in);
  read_other(node, estimate, in.w, in.c);
  take_bits(node, extra_bits, bits);
  signal_remaining(node) = remaining;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

inline constexpr int pcan_table = 125;  ///< Three numbers for each interval between powers of two.

constexpr Node pcan(int snr_shift, Extent in, Extent estimate) {
  Node node = signal(Op::pcan, "Pcan", Element::uint32, in, Element::uint32, in);
  read_other(node, estimate, in.w, in.c);
  node.require(snr_shift >= 0 && snr_shift < 64, Rule::signal_bits, 64, snr_shift);
  signal_shift(node) = bounded(snr_shift, 0, 63);
  node.demands.weights = pcan_table;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

inline constexpr Attribute<0> log_scale;
inline constexpr Attribute<1> log_correction_bits;
inline constexpr int log_segments = 128;

/// log2(1 + x) - x of x = i / 128, in Q.16.
constexpr void fill_logarithms(std::int16_t* table, const Node&) {
  constexpr double ln2 = 0.693147180559945309417232121458;
  for (int i = 0; i <= log_segments; ++i) {
    const double x = double(i) / log_segments;
    table[i] = static_cast<std::int16_t>(floor_of(0.5 + 65536 * (short_logarithm(1 + x) / ln2 - x)));
  }
}

constexpr Node filter_bank_log(int output_scale, int correction_bits, Extent in) {
  Node node = signal(Op::filter_bank_log, "FilterBankLog", Element::uint32, in, Element::int16, in);
  node.require(correction_bits >= 0 && correction_bits < 32, Rule::signal_bits, 32, correction_bits);
  log_scale(node) = output_scale, log_correction_bits(node) = bounded(correction_bits, 0, 31);
  node.demands.fill = fill_logarithms, node.demands.table_bytes = 2 * (log_segments + 1);
  return node;
}

inline constexpr Attribute<0> feature_factor;
inline constexpr Attribute<1> feature_addend;
inline constexpr Attribute<2> feature_divisor;
inline constexpr Attribute<3> feature_offset;

constexpr Node feature_scale(int factor, int addend, int by, int offset, Extent in) {
  Node node = signal(Op::feature_scale, "FeatureScale", Element::int16, in, Element::int8, in);
  feature_factor(node) = factor, feature_addend(node) = addend;
  feature_divisor(node) = maximum(1, by), feature_offset(node) = offset;
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Energies, summed up with weights: each bin counts in two channels next to each other. TFLM SignalFilterBank.
///
/// shapes   `Shape<bins>` -> `Shape<channels>`
/// weights  int16: for each channel, and one in front of the first, how many bins it has, the first of them, and its first weight;
///          then `weights` weights; then those of the same bins in the next channel. Multiples of 2^-12, as a rule
/// rejects  channels whose bins or weights are not there; other elements than uint32
/// source   TensorFlow Lite Micro signal/src/filter_bank.cc
template <int channels, int weights>
struct FilterBank {
  static constexpr core::Node describe(core::Extent in) { return layers::filter_bank(channels, weights, in); }
};

/// Square roots, rounded to nearest, and divided by 2^bits, the FftScaleBits of the frame: TFLM SignalFilterBankSquareRoot.
///
/// shapes   `Shape<channels>`, and one number -> the first, uint32
/// rejects  other elements than uint64
/// source   TensorFlow Lite Micro signal/src/square_root_64.cc
struct FilterBankSquareRoot {
  static constexpr core::Node describe(core::Extent in, core::Extent bits) {
    return layers::filter_bank_square_root(in, bits);
  }
};

/// How much of each channel is noise: a low-pass filter over time, of its own coefficient for odd channels, in multiples of
/// 2^-`bits`; the result has `extra_bits` more than the channel. The second output of TFLM's SignalFilterBankSpectralSubtraction.
///
/// shapes   `Shape<channels>` -> the same
/// units    `state_bytes`: 4 for each channel
/// rejects  other elements than uint32
/// source   TensorFlow Lite Micro signal/src/filter_bank_spectral_subtraction.cc
template <int even, int one_minus_even, int odd, int one_minus_odd, int extra_bits, int bits, bool clamps = false>
struct NoiseEstimate {
  static constexpr int most_nodes = 2;  // its state is one

  static constexpr core::Node describe(core::Extent in) {
    return layers::noise_estimate({even, one_minus_even, odd, one_minus_odd, extra_bits, bits, clamps}, in);
  }
};

/// Channels without their noise, of which `remaining` * 2^-`bits` stays at least. It reads the channels and their NoiseEstimate.
///
/// shapes   `Shape<channels>` and the same -> the same
/// rejects  other elements than uint32
/// source   as NoiseEstimate
template <int remaining, int extra_bits, int bits>
struct SpectralSubtraction {
  static constexpr core::Node describe(core::Extent in, core::Extent estimate) {
    return layers::spectral_subtraction(remaining, extra_bits, bits, in, estimate);
  }
};

/// Per-channel amplitude normalization, an automatic gain: channels times a function of their noise, and less where they are small.
/// It reads the channels and their NoiseEstimate. TFLM SignalPCAN.
///
/// shapes   `Shape<channels>` and the same -> the same
/// weights  int16, 125: the function at 0, 1 and 2, and for each power of two from there on three coefficients of a parabola
/// rejects  other elements than uint32
/// source   TensorFlow Lite Micro signal/src/pcan_argc_fixed.cc
template <int snr_shift>
struct Pcan {
  static constexpr core::Node describe(core::Extent in, core::Extent estimate) {
    return layers::pcan(snr_shift, in, estimate);
  }
};

/// The natural logarithm of x * 2^`correction_bits`, times `output_scale`; of numbers below 2 it is 0. TFLM SignalFilterBankLog.
///
/// shapes   any -> the same, int16
/// units    table: 258 bytes
/// rejects  other elements than uint32
/// source   TensorFlow Lite Micro signal/src/filter_bank_log.cc, log.cc
template <int output_scale, int correction_bits>
struct FilterBankLog {
  static constexpr core::Node describe(core::Extent in) {
    return layers::filter_bank_log(output_scale, correction_bits, in);
  }
};

/// (x * factor + addend) / divisor, cut off, + offset, as an int8: what makes a network's features of logarithms.
///
/// shapes   any -> the same, int8; of scale 1 if its parameters do not name a quantization
/// rejects  other elements than int16, a divisor below 1
/// source   TensorFlow Lite Micro examples/micro_speech/train, whose preprocessor spells it out in int32
template <int factor, int addend, int divisor, int offset>
struct FeatureScale {
  static constexpr core::Node describe(core::Extent in) {
    static_assert(divisor > 0, "tinytmpl: the divisor of a FeatureScale is at least 1");
    return layers::feature_scale(factor, addend, divisor, offset, in);
  }
};

}  // namespace tinytmpl
