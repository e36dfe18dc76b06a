// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/kernels/portable/signal.hpp>
#include <tinytmpl/layers/filter_bank.hpp>

namespace tinytmpl::kernels::portable {

/// A sum of weighted energies, in 64 bits: the products are unsigned, which is too much where a weight is negative.
class EnergySum {
 public:
  constexpr void add(std::uint32_t energy, std::int32_t weight) {
    products += std::uint64_t{energy} * static_cast<std::uint32_t>(weight);
    too_much += energy & static_cast<std::uint32_t>(weight >> 31);
  }
  constexpr std::uint64_t value() const { return products - (std::uint64_t{too_much} << 32); }

 private:
  std::uint64_t products = 0;
  std::uint32_t too_much = 0;  // of the upper word
};

/// computes  sums of energies times weights, of each bin for a channel and the next: TFLM signal/src/filter_bank.cc
struct FilterBank : SignalKernelFor<Op::filter_bank, Element::uint32, Element::uint64> {
  static constexpr const char* name = "filter bank";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const std::int8_t* in = band.in[0].row();
    const int channels = g.out.c + 1, weights = 3 * channels, next = weights + layers::filter_bank_weights(g);
    EnergySum sum, next_sum;
    for (int i = 0; i < channels; ++i) {
      const int width = weight_16<g>(k, i), bin = weight_16<g>(k, channels + i),
                first = weight_16<g>(k, 2 * channels + i);
      for (int j = 0; j < width; ++j) {
        const auto energy = element_at<std::uint32_t>(in, bin + j);
        sum.add(energy, weight_16<g>(k, weights + first + j));
        next_sum.add(energy, weight_16<g>(k, next + first + j));
      }
      if (i > 0) put_element(band.out[0], i - 1, sum.value());  // in front of the first channel there is none
      sum = next_sum, next_sum = {};
    }
  }
};

/// The square root, rounded down, of x from 2^62 on: of the upper half bit by bit, then one step of long division, by twice the root.
constexpr std::uint32_t normalized_root(std::uint64_t x) {
  std::uint32_t root = 0, rest = static_cast<std::uint32_t>(x >> 32);
  for (std::uint32_t bit = 1u << 30; bit > 0; bit >>= 2) {
    const std::uint32_t tried = root + bit;
    root >>= 1;
    if (rest >= tried) rest -= tried, root += bit;
  }
  const std::uint32_t low = static_cast<std::uint32_t>(x), half = rest << 15 | low >> 17;  // of what is divided
  const std::uint32_t digits = half / root;
  const std::uint32_t left = half - digits * root;
  // Less than two roots are left, and then the square of the new digits, of which there may be one too many.
  const std::uint64_t above = std::uint64_t{left} << 17 | (low & 0x1FFFF), square = std::uint64_t{digits} * digits;
  return (root << 16) + digits - (above < square ? 1 : 0);
}

/// The square root, rounded down.
constexpr std::uint32_t square_root(std::uint64_t x) {
  if (x == 0) return 0;
  const int shift = std::countl_zero(x) / 2;
  return normalized_root(x << (2 * shift)) >> shift;
}

/// computes  the root of each channel, to nearest, but never beyond the word that it is in, >> bits: TFLM
///           signal/src/square_root_32.cc, square_root_64.cc
struct FilterBankSquareRoot
    : SignalKernelFor<Op::filter_bank_square_root, Element::uint64, Element::uint32, Element::int32> {
  static constexpr const char* name = "square root";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const auto bits = static_cast<std::uint32_t>(element_at<std::int32_t>(band.in[1].row(), 0)) & 31;
    for (int i = 0; i < g.out.size(); ++i)
      put_element(band.out[0], i, rounded_root(element_at<std::uint64_t>(band.in[0].row(), i)) >> bits);
  }

 private:
  static constexpr std::uint32_t rounded_root(std::uint64_t x) {
    const std::uint32_t root = square_root(x), most = x >> 32 == 0 ? 0xFFFF : 0xFFFFFFFF;
    return root + (x - std::uint64_t{root} * root > root && root != most ? 1 : 0);
  }
};

/// computes  estimate = (signal << extra bits) * smoothing + estimate * (1 - smoothing), which it keeps:
///           TFLM signal/src/filter_bank_spectral_subtraction.cc
struct NoiseEstimate : SignalKernelFor<Op::noise_estimate, Element::uint32, Element::uint32> {
  static constexpr const char* name = "estimate of noise";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    std::int8_t* const kept = state_row(band, 1);
    const auto coefficient = [](int of) { return std::uint64_t{static_cast<std::uint32_t>(of)}; };
    for (int i = 0; i < g.out.size(); ++i) {
      const bool is_odd = i % 2 != 0;
      const auto smoothing = coefficient(is_odd ? layers::smoothing_odd(g) : layers::smoothing_even(g)),
                 rest = coefficient(is_odd ? layers::smoothing_one_minus_odd(g) : layers::smoothing_one_minus_even(g));
      const std::uint32_t signal = element_at<std::uint32_t>(band.in[0].row(), i) << layers::smoothing_bits(g);
      auto estimate = static_cast<std::uint32_t>((signal * smoothing + element_at<std::uint32_t>(kept, i) * rest) >>
                                                 layers::subtraction_bits(g));
      if (layers::clamps_estimate(g) != 0) estimate = minimum(estimate, signal);
      put_element(kept, i, estimate), put_element(band.out[0], i, estimate);
    }
  }
};

/// computes  the larger of signal - estimate and what of the signal remains in any case: as NoiseEstimate
/// in place  the output may lie over an input
struct SpectralSubtraction : SignalKernelFor<Op::spectral_subtraction, Element::uint32, Element::uint32> {
  static constexpr const char* name = "spectral subtraction";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::uint64_t remaining = static_cast<std::uint32_t>(layers::signal_remaining(g));
    for (int i = 0; i < g.out.size(); ++i) {
      const auto in = element_at<std::uint32_t>(band.in[0].row(), i), signal = in << layers::smoothing_bits(g);
      const std::uint32_t estimate = minimum(element_at<std::uint32_t>(band.in[1].row(), i), signal);
      const auto least = static_cast<std::uint32_t>((in * remaining) >> layers::subtraction_bits(g));
      put_element(band.out[0], i, maximum((signal - estimate) >> layers::smoothing_bits(g), least));
    }
  }
};

/// computes  shrink(signal * gain(estimate) >> shift), where shrink(x) is x^2 / 4 of x below 2, and x - 1:
///           TFLM signal/src/pcan_argc_fixed.cc
/// in place  the output may lie over an input
struct Pcan : SignalKernelFor<Op::pcan, Element::uint32, Element::uint32> {
  static constexpr const char* name = "per-channel amplitude normalization";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int i = 0; i < g.out.size(); ++i) {
      const auto factor = static_cast<std::uint32_t>(gain<g>(element_at<std::uint32_t>(band.in[1].row(), i), k));
      const std::uint64_t product = std::uint64_t{element_at<std::uint32_t>(band.in[0].row(), i)} * factor;
      put_element(band.out[0], i, shrunk(static_cast<std::uint32_t>(product >> layers::signal_shift(g))));
    }
  }

 private:
  static constexpr int snr_bits = 12, output_bits = 6;

  /// A parabola for each interval between powers of two.
  template <auto g>
  static constexpr std::int16_t gain(std::uint32_t x, const Constants& k) {
    if (x <= 2) return static_cast<std::int16_t>(weight_16<g>(k, static_cast<int>(x)));
    const int interval = 32 - std::countl_zero(x), at = 4 * interval - 6;
    const auto place = static_cast<std::int32_t>((interval < 11 ? x << (11 - interval) : x >> (interval - 11)) & 0x3FF);
    std::int32_t result = (weight_16<g>(k, at + 2) * place) >> 5;
    result += static_cast<std::int32_t>(static_cast<std::uint32_t>(weight_16<g>(k, at + 1)) << 5);
    result = static_cast<std::int32_t>(static_cast<std::uint32_t>(result) * static_cast<std::uint32_t>(place));
    return static_cast<std::int16_t>(((result + (1 << 14)) >> 15) + weight_16<g>(k, at));
  }
  static constexpr std::uint32_t shrunk(std::uint32_t x) {
    if (x < 2 << snr_bits) return (x * x) >> (2 + 2 * snr_bits - output_bits);
    return (x >> (snr_bits - output_bits)) - (1 << output_bits);
  }
};

/// computes  ln(in << bits) * scale, at most 32767: TFLM signal/src/filter_bank_log.cc, log.cc
struct FilterBankLog : SignalKernelFor<Op::filter_bank_log, Element::uint32, Element::int16> {
  static constexpr const char* name = "logarithm";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    for (int i = 0; i < g.out.size(); ++i) {
      const std::uint32_t x = element_at<std::uint32_t>(band.in[0].row(), i) << layers::log_correction_bits(g);
      const std::uint32_t log = x > 1 ? logarithm<g>(x, k) : 0;
      put_int16(band.out[0], i, static_cast<std::int32_t>(minimum(log, std::uint32_t{32767})));
    }
  }

 private:
  template <auto g>
  static constexpr std::uint32_t logarithm(std::uint32_t x, const Constants& k) {
    constexpr std::uint32_t ln2 = 45426, half = 1 << 15;  // in Q.16
    const int power = 31 - std::countl_zero(x);
    const std::uint32_t rest = x - (std::uint32_t{1} << power);
    const auto part = static_cast<std::int32_t>(power < 16 ? rest << (16 - power) : rest >> (power - 16));
    const int segment = part >> 9;
    const std::int32_t from = weight_16<g>(k, segment), to = weight_16<g>(k, segment + 1);
    const std::int32_t log2 = part + from + (((to - from) * (part - (segment << 9))) >> 16);
    const std::uint64_t all = (static_cast<std::uint32_t>(power) << 16) + static_cast<std::uint32_t>(log2);
    const auto natural = static_cast<std::uint32_t>((ln2 * all + half) >> 16);
    return (static_cast<std::uint32_t>(layers::log_scale(g)) * natural + half) >> 16;
  }
};

/// computes  clamp((in * factor + addend) / divisor + offset), in int32 without overflow checks
struct FeatureScale : SignalKernelFor<Op::feature_scale, Element::int16, Element::int8> {
  static constexpr const char* name = "scale of features";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const auto bits_of = [](std::int32_t x) { return static_cast<std::uint32_t>(x); };
    for (int i = 0; i < g.out.size(); ++i) {
      const auto scaled =
          static_cast<std::int32_t>(bits_of(int16_at(band.in[0].row(), i)) * bits_of(layers::feature_factor(g)) +
                                    bits_of(layers::feature_addend(g)));
      const auto moved =
          static_cast<std::int32_t>(bits_of(scaled / layers::feature_divisor(g)) + bits_of(layers::feature_offset(g)));
      band.out[0][i] = static_cast<std::int8_t>(bounded<std::int32_t>(moved, -128, 127));
    }
  }
};

}  // namespace tinytmpl::kernels::portable
