// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <tinytmpl/core/exponential.hpp>
#include <tinytmpl/core/logarithm.hpp>
#include <tinytmpl/core/real_sum.hpp>
#include <tinytmpl/core/roots.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>

namespace tinytmpl::kernels::portable {

/// computes  out = clamp(function(in))
/// in place  the output may lie over the input
struct RealLookup : RealKernelFor<Op::lookup> {
  static constexpr const char* name = "function, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const RealNumbers reals = load<g.flash>(k.reals);
    for (int i = 0; i < g.out.size(); ++i)
      put_real(band.out[0], i, reals.clamped(reals.function(real_at(band.in[0].row(), i), reals.own)));
  }
};

template <Rounding rounding>
constexpr std::int32_t quantized(float real, Quantization q) {
  if constexpr (rounding == Rounding::onnx) return steps_of_sum(real, 0, q.scale) + q.zero_point;
  else return q.quantize(real);
}

/// computes  int8 from float32: TFLite reference/quantize.h; as ONNX' QuantizeLinear half to even
struct QuantizeReals : RealKernelFor<Op::lookup> {
  static constexpr const char* name = "quantization";
  static constexpr bool knows(Element element) { return element == Element::float32 || element == Element::int8; }
  static constexpr const char* refuses(const Geometry& g) {
    return g.in[0].element == Element::float32 && g.out.element == Element::int8 ? nullptr
                                                                                 : "it is not from float32 to int8";
  }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const Quantization quantization{load<g.flash>(k.reals).own, k.output_zero_point};
    for (int i = 0; i < g.out.size(); ++i)
      band.out[0][i] = k.clamped(quantized<g.rounding>(real_at(band.in[0].row(), i), quantization));
  }
};

/// computes  float32 from int8: TFLite reference/dequantize.h
struct DequantizeBytes : KernelFor<Op::dequantize> {
  static constexpr const char* name = "dequantization";
  static constexpr bool knows(Element element) { return element == Element::float32 || element == Element::int8; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const Quantization quantization{load<g.flash>(k.reals).own, k.zero_point[0]};
    for (int i = 0; i < g.out.size(); ++i) put_real(band.out[0], i, quantization.dequantize(band.in[0].row()[i]));
  }
};

/// computes  exp(beta * (in - max)) / sum over the channels of each pixel: TFLite reference/softmax.h
/// in place  the output may lie over the input
struct RealSoftmax : RealKernelFor<Op::softmax> {
  static constexpr const char* name = "softmax, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    const float beta = load<g.flash>(k.reals).own;
    const int channels = g.out.c;
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * channels * real_bytes;
      std::int8_t* out = band.out[0] + x * channels * real_bytes;
      float most = real_at(in, 0), sum = 0;
      for (int c = 1; c < channels; ++c) most = maximum(most, real_at(in, c));
      for (int c = 0; c < channels; ++c) {
        const float power = exponential((real_at(in, c) - most) * beta);
        put_real(out, c, power);
        sum += power;
      }
      for (int c = 0; c < channels; ++c) put_real(out, c, real_at(out, c) / sum);
    }
  }
};

/// computes  (in - max) - log(sum of exp(in - max)) over the channels of each pixel: TFLite reference/log_softmax.h
/// in place  the output may lie over the input
struct RealLogSoftmax : RealKernelFor<Op::log_softmax> {
  static constexpr const char* name = "logarithm of softmax, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int channels = g.out.c;
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * channels * real_bytes;
      std::int8_t* out = band.out[0] + x * channels * real_bytes;
      float most = std::numeric_limits<float>::lowest(), sum = 0;
      for (int c = 0; c < channels; ++c) most = maximum(most, real_at(in, c));
      for (int c = 0; c < channels; ++c) sum += exponential(real_at(in, c) - most);
      const float log_of_sum = logarithm(sum);
      for (int c = 0; c < channels; ++c) put_real(out, c, real_at(in, c) - most - log_of_sum);
    }
  }
};

/// computes  in / sqrt(sum of squares), or 1e-6, over the channels of each pixel: TFLite reference/l2normalization.h
struct RealUnitLength : RealKernelFor<Op::l2_norm> {
  static constexpr const char* name = "unit length, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants&) {
    const int channels = g.out.c;
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * channels * real_bytes;
      float sum = 0;
      for (int c = 0; c < channels; ++c) sum += exact(real_at(in, c) * real_at(in, c));
      const float length = maximum(square_root(sum), 1e-6f);
      for (int c = 0; c < channels; ++c) put_real(band.out[0], x * channels + c, real_at(in, c) / length);
    }
  }
};

}  // namespace tinytmpl::kernels::portable
