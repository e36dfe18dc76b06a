// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv7em/instructions.hpp>
#include <tinytmpl/kernels/portable/signal.hpp>

/// What is done to samples before they are transformed, two at a time.
namespace tinytmpl::kernels::armv7em {

/// computes  as portable
/// in place  the output may lie over its input
struct SignalWindow : portable::SignalKernelFor<Op::signal_window, Element::int16, Element::int16> {
  static constexpr const char* name = "window, two samples at a time";

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int shift = layers::signal_shift(g);
    const auto* const weights = k.weights.as<std::int16_t>();
    for (int first = 0; first < g.out.size(); first += g.out.c) {
      const std::int8_t* const in = band.in[0].row() + 2 * first;
      std::int8_t* const out = band.out[0] + 2 * first;
      for (int i = 0; i + 2 <= g.out.c; i += 2) {
        const std::int32_t x = load_word(in + 2 * i), w = load_word(weights + i);
        store_word(out + 2 * i, pkhbt(ssat16_asr<shift>(low(x) * low(w)), ssat16_asr<shift>(high(x) * high(w))));
      }
      if constexpr (g.out.c % 2 != 0) {
        constexpr int last = g.out.c - 1;
        portable::put_int16(out, last, ssat16_asr<shift>(portable::int16_at(in, last) * weights[last]));
      }
    }
  }
};

/// computes  as portable; the largest and the smallest sample decide, unless one has no magnitude
struct FftScaleBits : portable::SignalKernelFor<Op::fft_scale_bits, Element::int16, Element::int32> {
  static constexpr const char* name = "bits of a scale, two samples at a time";

  template <Geometry g>
  static void compute(const Band& band, const Constants& k) {
    constexpr int samples = g.in[0].size();
    const std::int8_t* const in = band.in[0].row();
    std::int32_t largest = 0, smallest = 0;
    for (int i = 0; i + 2 <= samples; i += 2) {
      const std::int32_t x = load_word(in + 2 * i);
      largest = largest_halves(largest, x), smallest = smallest_halves(smallest, x);
    }
    std::int32_t most = maximum(low(largest), high(largest)), least = minimum(low(smallest), high(smallest));
    if constexpr (samples % 2 != 0) {
      const std::int32_t last = portable::int16_at(in, samples - 1);
      most = maximum(most, last), least = minimum(least, last);
    }
    if (least == -32768) return portable::FftScaleBits::compute<g>(band, k);
    portable::put_scale_bits(band.out[0], maximum(most, -least));
  }
};

}  // namespace tinytmpl::kernels::armv7em
