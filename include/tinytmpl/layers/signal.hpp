// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>
#include <tinytmpl/core/waves.hpp>

/// TensorFlow Lite Micro's signal library: what stands between a microphone and a network. Tensors hold numbers themselves: int16
/// samples, of scale 1; complex ones are two channels; uint32 energies. A row is a frame.
namespace tinytmpl::layers {

inline constexpr Attribute<0> signal_shift;
inline constexpr Attribute<0> fft_length;
inline constexpr Attribute<0> first_bin;
inline constexpr Attribute<1> end_bin;

/// What all of them begin with: they read elements of type `from`, and write others.
constexpr Node signal(Op op, const char* kind, Element from, Extent in, Element to, Extent out) {
  Node node = unary(op, kind, in, out);
  node.traits.plain = true, node.traits.takes = from;
  node.out.element = to;
  return node;
}

/// What each frame is one of: a vector, or one of an image's rows.
constexpr Extent per_frame(Extent in, int channels) { return {in.h, 1, channels, in.h == 1 ? 1 : 3}; }

constexpr Node signal_window(int shift, Extent in) {
  Node node = signal(Op::signal_window, "SignalWindow", Element::int16, in, Element::int16, in);
  node.require(shift >= 0 && shift < 31, Rule::signal_bits, 31, shift);
  signal_shift(node) = bounded(shift, 0, 30);
  node.demands.weights = in.c;
  node.traits.overwrites = Overwrites::operand;
  return node;
}

/// Also reads `other`, of as many frames, in which each has so many columns and channels.
constexpr void read_other(Node& node, Extent other, int columns, int channels) {
  const Extent in = node.in().extent;
  node.require_equal(Rule::height, in.h, other.h);
  node.require_equal(Rule::width, columns, other.w);
  node.require_equal(Rule::channels, channels, other.c);
  node.operand_count = 2, node.operands[1].extent = {in.h, columns, channels, other.rank};
}

constexpr Node fft_auto_scale(Extent in, Extent bits) {
  Node node = signal(Op::fft_auto_scale, "FftAutoScale", Element::int16, in, Element::int16, in);
  read_other(node, bits, 1, 1);
  return node;
}

/// Complex numbers of the transform's table: the complex transform's first, of half the length.
constexpr int fft_twiddles(int length) { return length / 2 * 3 / 4; }
constexpr int fft_words(int length) { return fft_twiddles(length) + length / 4; }

/// exp(-2 pi i k / (length / 2)), and exp(-pi i ((k + 1) / (length / 2) + 1 / 2)), as KISS FFT rounds them: kf_cexp.
constexpr void fill_twiddles(std::int16_t* table, const Node& node) {
  const int length = fft_length(node);
  const auto put = [&table](Wave wave) {
    *table++ = static_cast<std::int16_t>(floor_of(0.5 + 32767 * wave.cosine));
    *table++ = static_cast<std::int16_t>(floor_of(0.5 - 32767 * wave.sine));
  };
  for (int k = 0; k < fft_twiddles(length); ++k) put(wave(2 * k, length));
  for (int k = 0; k < length / 4; ++k) put(wave(k + 1 + length / 4, length));
}

constexpr Node rfft(int length, Extent in) {
  const bool is_power = length >= 16 && length <= 4096 && (length & (length - 1)) == 0;
  const int used = is_power ? length : 4096;
  Node node = signal(Op::rfft, "Rfft", Element::int16, in, Element::int16, {in.h, used / 2 + 1, 2, in.h == 1 ? 2 : 3});
  node.require(is_power, Rule::fft_length, 1, 0);
  node.require_equal(Rule::width, 1, in.w);
  node.require(in.c <= used, Rule::fft_frame, used, in.c);
  fft_length(node) = used;
  node.demands.fill = fill_twiddles, node.demands.table_bytes = 4 * fft_words(used);
  return node;
}

constexpr Node energy(int first, int end, Extent in) {
  Node node = signal(Op::energy, "Energy", Element::int16, in, Element::uint32, per_frame(in, in.w));
  node.require_equal(Rule::channels, 2, in.c);
  node.require(first >= 0 && first <= end && end <= in.w, Rule::spectrum, 1, 0);
  first_bin(node) = bounded(first, 0, in.w), end_bin(node) = bounded(end, first_bin(node), in.w);
  return node;
}

}  // namespace tinytmpl::layers

namespace tinytmpl {

/// Each sample times its weight, divided by 2^shift, rounded down: TFLM SignalWindow.
///
/// shapes   any -> the same
/// weights  int16, one for each sample of a frame
/// rejects  other elements than int16, a shift of more than 30 bits
/// source   TensorFlow Lite Micro signal/src/window.cc
template <int shift>
struct SignalWindow {
  static constexpr core::Node describe(core::Extent in) { return layers::signal_window(shift, in); }
};

/// By how many bits the samples of a frame can be shifted so that the largest still fits: the second output of TFLM's
/// SignalFftAutoScale, int32.
///
/// shapes   any -> one number a frame
/// rejects  other elements than int16
/// source   TensorFlow Lite Micro signal/src/fft_auto_scale.cc
struct FftScaleBits {
  static constexpr core::Node describe(core::Extent in) {
    return layers::signal(core::Op::fft_scale_bits, "FftScaleBits", Element::int16, in, Element::int32,
                          layers::per_frame(in, 1));
  }
};

/// The samples of a frame, shifted so: the first output of TFLM's SignalFftAutoScale. It reads the frame and its FftScaleBits.
///
/// shapes   any, and one number a frame -> the first
/// rejects  other elements than int16
/// source   as FftScaleBits
struct FftAutoScale {
  static constexpr core::Node describe(core::Extent in, core::Extent bits) { return layers::fft_auto_scale(in, bits); }
};

/// The discrete Fourier transform of real samples, divided by `length`: TFLM SignalRfft of int16. A shorter frame is filled with zeros.
///
/// shapes   `Shape<n>` -> `Shape<length / 2 + 1, 2>`, real and imaginary parts; frames as rows of an image likewise
/// units    table: 5 bytes a half of `length`
/// rejects  a length that is no power of two from 16 to 4,096; longer frames; other elements than int16
/// source   TensorFlow Lite Micro signal/src/rfft_int16.cc, which is KISS FFT with 16 bits
template <int length>
struct Rfft {
  static constexpr core::Node describe(core::Extent in) { return layers::rfft(length, in); }
};

/// The squares of the spectrum's bins from `first` up to, not including, `end`, uint32; the others are 0: TFLM SignalEnergy.
///
/// shapes   `Shape<bins, 2>` -> `Shape<bins>`
/// rejects  bins that are not there, other elements than int16
/// source   TensorFlow Lite Micro signal/src/energy.cc, which leaves the others as they were
template <int first, int end>
struct Energy {
  static constexpr core::Node describe(core::Extent in) { return layers::energy(first, end, in); }
};

}  // namespace tinytmpl
