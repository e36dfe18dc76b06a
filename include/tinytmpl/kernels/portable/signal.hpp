// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/kernels/portable/int16/row.hpp>
#include <tinytmpl/layers/signal.hpp>

namespace tinytmpl::kernels::portable {

/// A kernel of an operator on signals: from elements of one type to those of another.
template <Op op, Element from, Element to, Element second = from>
struct SignalKernelFor : KernelFor<op> {
  static constexpr bool knows(Element element) { return element == from || element == to || element == second; }
};

/// Element `i` of a row, and what puts one there.
template <class T>
constexpr T element_at(const std::int8_t* row, int i) {
  return load_element<T>(row + i * static_cast<int>(sizeof(T)));
}
template <class T>
constexpr void put_element(std::int8_t* row, int i, T element) {
  store_element(row + i * static_cast<int>(sizeof(T)), element);
}

/// Weights of int16, and tables that stand where they would.
template <auto g>
constexpr std::int32_t weight_16(const Constants& k, int i) {
  return load<g.flash>(k.weights.template as<std::int16_t>() + i);
}

/// computes  out = in * weight >> shift, saturated: TFLM signal/src/window.cc
/// in place  the output may lie over its input
struct SignalWindow : SignalKernelFor<Op::signal_window, Element::int16, Element::int16> {
  static constexpr const char* name = "window";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const std::int8_t* in = band.in[0].row();
    for (int first = 0; first < g.out.size(); first += g.out.c)
      for (int i = 0; i < g.out.c; ++i) {
        const std::int32_t product = int16_at(in, first + i) * weight_16<g>(k, i) >> layers::signal_shift(g);
        put_int16(band.out[0], first + i, bounded<std::int32_t>(product, -32768, 32767));
      }
  }
};

/// How many bits numbers up to `most` leave in an int16.
constexpr void put_scale_bits(std::int8_t* out, std::int32_t most) {
  put_element<std::int32_t>(out, 0, most > 0 ? std::countl_zero(static_cast<std::uint32_t>(most)) - 17 : 0);
}

/// computes  15 less the bits of the largest magnitude, as int16, at least 0: TFLM signal/src/fft_auto_scale.cc, max_abs.cc, where
///           -32768 is a magnitude below all others
struct FftScaleBits : SignalKernelFor<Op::fft_scale_bits, Element::int16, Element::int32> {
  static constexpr const char* name = "bits of a scale";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::int8_t* in = band.in[0].row();
    std::int32_t most = 0;
    for (int i = 0; i < g.in[0].size(); ++i) {
      const std::int32_t x = int16_at(in, i);
      if (x > most) most = x;
      else if (-x > most) most = static_cast<std::int16_t>(-x);
    }
    put_scale_bits(band.out[0], most);
  }
};

/// computes  out = in << bits, the lower 16 bits of that: TFLM signal/src/fft_auto_scale.cc
/// in place  the output may lie over its input
struct FftAutoScale : SignalKernelFor<Op::fft_auto_scale, Element::int16, Element::int32> {
  static constexpr const char* name = "automatic scale";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::int8_t* in = band.in[0].row();
    const auto bits = static_cast<std::uint32_t>(element_at<std::int32_t>(band.in[1].row(), 0)) & 31;
    for (int i = 0; i < g.out.size(); ++i)
      put_int16(band.out[0], i, static_cast<std::int32_t>(static_cast<std::uint32_t>(int16_at(in, i)) << bits));
  }
};

/// computes  re^2 + im^2, of some bins: TFLM signal/src/energy.cc
struct Energy : SignalKernelFor<Op::energy, Element::int16, Element::uint32> {
  static constexpr const char* name = "energy";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const std::int8_t* in = band.in[0].row();
    const int first = layers::first_bin(g), end = layers::end_bin(g);
    const auto squared = [](std::int32_t x) { return static_cast<std::uint32_t>(x * x); };
    for (int i = 0; i < first; ++i) put_element<std::uint32_t>(band.out[0], i, 0);
    for (int i = first; i < end; ++i)
      put_element(band.out[0], i, squared(int16_at(in, 2 * i)) + squared(int16_at(in, 2 * i + 1)));
    for (int i = end; i < g.out.size(); ++i) put_element<std::uint32_t>(band.out[0], i, 0);
  }
};

}  // namespace tinytmpl::kernels::portable
