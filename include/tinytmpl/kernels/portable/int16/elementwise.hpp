// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>

#include <tinytmpl/core/exponential.hpp>
#include <tinytmpl/kernels/portable/int16/row.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out = clamp(function(in - zero point) + zero point), where the one or the other is int16 or int32: TFLite
///           reference/requantize.h, leaky_relu.h, integer_ops/logistic.h, tanh.h
/// in place  the output may lie over an input of its size
struct Int16Lookup : KernelFor<Op::lookup> {
  static constexpr const char* name = "function, int16";
  static constexpr bool knows(Element element) { return element == Element::int8 || is_wide(element); }
  static constexpr const char* refuses(const Geometry& g) {
    return is_wide(g.in[0].element) || is_wide(g.out.element) ? nullptr : "nothing is int16";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const WideNumbers wide = load<g.flash>(k.wide);
    const Multiplier m[] = {load<g.flash>(k.multipliers), load<g.flash>(k.multipliers + 1)};
    for (int i = 0; i < g.out.size(); ++i) {
      const std::int32_t q =
          wide.value(element<g>(band, i) - k.zero_point[0], m, multiply<g.rounding>) + k.output_zero_point;
      if (g.out.element == Element::int32) store_element(band.out[0] + 4 * i, q);
      else if (g.out.element == Element::int16) put_int16(band.out[0], i, wide.clamped(q));
      else band.out[0][i] = static_cast<std::int8_t>(wide.clamped(q));
    }
  }

 private:
  static constexpr bool is_wide(Element element) { return element == Element::int16 || element == Element::int32; }

  template <auto g>
  static constexpr std::int32_t element(const Band& band, int i) {
    const std::int8_t* in = band.in[0].row();
    if (g.in[0].element == Element::int32) return load_element<std::int32_t>(in + 4 * i);
    return g.in[0].element == Element::int16 ? int16_at(in, i) : in[i];
  }
};

/// computes  int16 from float32: TFLite reference/quantize.h
struct QuantizeToInt16 : KernelFor<Op::lookup> {
  static constexpr const char* name = "quantization to int16";
  static constexpr bool knows(Element element) { return element == Element::float32 || element == Element::int16; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == Element::float32 && g.out.element == Element::int16 ? nullptr
                                                                                  : "it is not from float32 to int16";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const QuantizationOf<std::int16_t> quantization{load<g.flash>(k.reals).own, k.output_zero_point};
    for (int i = 0; i < g.out.size(); ++i)
      put_int16(band.out[0], i, quantization.quantize(load_element<float>(band.in[0].row() + 4 * i)));
  }
};

/// computes  float32 from int16: TFLite reference/dequantize.h
struct DequantizeInt16 : KernelFor<Op::dequantize> {
  static constexpr const char* name = "dequantization of int16";
  static constexpr bool knows(Element element) { return element == Element::float32 || element == Element::int16; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const float scale = load<g.flash>(k.reals).own;
    for (int i = 0; i < g.out.size(); ++i)
      store_element(band.out[0] + 4 * i, scale * static_cast<float>(int16_at(band.in[0].row(), i) - k.zero_point[0]));
  }
};

/// A function on 512 steps of an interval, each point moved by half of what the chord behind it errs in its middle: TFLite
/// kernels/internal/common.h, LUTPopulateInt16.
struct Interpolated {
  Array<std::int16_t, 513> points;

  constexpr Interpolated(float scale, int zero_point, float output_scale, auto function) {
    const float least = scale * static_cast<float>(-32768 - zero_point);
    const float most = scale * static_cast<float>(32767 - zero_point);
    const float step = (most - least) / 512, half_step = step / 2;
    const float by = 65536.0f / (output_scale * 32767 - output_scale * -32768);
    const auto nearest = [](float x) { return static_cast<float>(nearest_integer(double{x})); };
    const auto store = [this](int i, float q) {
      points[i] = static_cast<std::int16_t>(bounded(q, -32768.0f, 32767.0f));
    };
    for (int i = 0; i < 512; ++i) {
      const float at = least + static_cast<float>(i) * step;
      const float here = nearest(function(at) * by), middle = nearest(function(at + half_step) * by);
      const float on_chord = nearest((function(least + static_cast<float>(i + 1) * step) * by + here) / 2);
      store(i, here - nearest((on_chord - middle) / 2));
    }
    store(512, nearest(function(most) * by));
  }

  /// Of a place from -32768 to 32767.
  template <FlashAccess flash>
  constexpr std::int32_t at(std::int32_t place) const {
    const int i = (place + 32768) >> 7, offset = place & 127;
    const std::int32_t here = load<flash>(points.data() + i), next = load<flash>(points.data() + i + 1);
    return here + (((next - here) * offset + 64) >> 7);
  }
};

/// e^x from -10 to 0, and 1 / (1 + x) from 0 to 1: a template, so that the compiler makes no tables that nobody reads.
template <class>
struct SoftmaxTables {
  static constexpr Interpolated powers{10.0f / 65535, 32767, 2.0f / 65535, exponential};
  static constexpr Interpolated reciprocals{1.0f / 65535, -32768, 2.0f / 65535,
                                            [](float x) { return 1.0f / (1.0f + x); }};
};

/// computes  32768 * exp(q - max) / sum over the channels of each pixel, by two tables: TFLite reference/softmax.h, SoftmaxInt16
/// in place  the output may lie over the input
struct Int16Softmax : Int16KernelFor<Op::softmax> {
  static constexpr const char* name = "softmax, int16";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using Tables = SoftmaxTables<std::remove_const_t<decltype(g)>>;
    const int channels = g.out.c;
    const Multiplier m = load<g.flash>(k.multipliers);
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + 2 * x * channels;
      std::int8_t* out = band.out[0] + 2 * x * channels;
      std::int32_t most = -32768, sum = 0;  // Q16.15
      for (int c = 0; c < channels; ++c) most = maximum(most, int16_at(in, c));
      for (int c = 0; c < channels; ++c) {
        const std::int32_t place = multiply<g.rounding>(int16_at(in, c) - most, m) + 32767;
        const std::int32_t power = Tables::powers.template at<g.flash>(bounded<std::int32_t>(place, -32768, 32767));
        put_int16(out, c, power);
        sum += power;
      }
      const int headroom = std::countl_zero(static_cast<std::uint32_t>(sum));
      const auto fraction = static_cast<std::int32_t>(((std::int64_t{sum} << (headroom - 1)) + (1 << 13)) >> 14) -
                            ((1 << 15) + (1 << 16));
      const std::int32_t reciprocal =
          Tables::reciprocals.template at<g.flash>(bounded<std::int32_t>(fraction, -32768, 32767));
      const int shift = 31 - headroom;
      for (int c = 0; c < channels; ++c) {
        const std::int64_t product = std::int64_t{int16_at(out, c)} * reciprocal + (std::int64_t{1} << (shift - 1));
        put_int16(out, c, bounded(static_cast<std::int32_t>(product >> shift), 0, 32767));
      }
    }
  }
};

}  // namespace tinytmpl::kernels::portable
