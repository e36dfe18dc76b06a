// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <vector>

#include <support/reference_tables.hpp>

/// Whole layers by their definition: loops over positions and taps of whole tensors, scales as TFLite's Prepare functions use
/// them, and the arithmetic of reference_fixed_point.hpp.
namespace reference {

struct Tensor {
  int h = 1, w = 1, c = 1;
  float scale = 1;
  int zero_point = 0;
  std::vector<std::int8_t> data{};

  int at(int row, int column, int channel) const {
    return data[static_cast<std::size_t>((row * w + column) * c + channel)];
  }
  bool has(int row, int column) const { return row >= 0 && row < h && column >= 0 && column < w; }
  /// Fills the tensor, element by element, with value(row, column, channel).
  Tensor& fill(const std::function<std::int8_t(int, int, int)>& value) {
    data.clear();
    for (int row = 0; row < h; ++row)
      for (int column = 0; column < w; ++column)
        for (int channel = 0; channel < c; ++channel) data.push_back(value(row, column, channel));
    return *this;
  }
};

/// What a layer's output is like; `once` for builds with TFLITE_SINGLE_ROUNDING.
struct Output {
  float scale = 1;
  int zero_point = 0;
  char activation = ' ';  // r: RELU, 6: RELU6, 1: RELU_N1_TO_1
  bool once = false;

  std::int8_t clamp(i64 q) const {
    const auto limit = [this](float real) { return zero_point + static_cast<i64>(std::round(real / scale)); };
    i64 low = -128, high = 127;
    if (activation == 'r' || activation == '6') low = std::max<i64>(low, limit(0));
    if (activation == '6') high = std::min<i64>(high, limit(6));
    if (activation == '1') low = std::max<i64>(low, limit(-1)), high = std::min<i64>(high, limit(1));
    return clamp8(q + zero_point, low, high);
  }
  std::int8_t requantize(i64 sum, double factor) const {
    return clamp(multiply(sum, quantize_multiplier(factor, once), once));
  }
  Tensor tensor(int h, int w, int c) const { return {h, w, c, scale, zero_point}; }
};

inline double wide(float x) { return static_cast<double>(x); }

/// A window and the padding of kernels/padding.h.
struct Window {
  int kernel_h = 1, kernel_w = 1, stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  bool same = false;

  static int length(int in, int kernel, int stride, int dilation, bool same) {
    return same ? (in + stride - 1) / stride : (in - (kernel - 1) * dilation - 1) / stride + 1;
  }
  static int before(int in, int kernel, int stride, int dilation, bool same) {
    const int total = (length(in, kernel, stride, dilation, same) - 1) * stride + (kernel - 1) * dilation + 1 - in;
    return same ? std::max(total, 0) / 2 : 0;
  }
  int out_h(int in) const { return length(in, kernel_h, stride_h, dilation_h, same); }
  int out_w(int in) const { return length(in, kernel_w, stride_w, dilation_w, same); }
  /// visit(i, j, row, column) of each tap of output (y, x) that lies on `in`.
  template <class Visit>
  void taps(const Tensor& in, int y, int x, Visit visit) const {
    for (int i = 0; i < kernel_h; ++i)
      for (int j = 0; j < kernel_w; ++j) {
        const int row = y * stride_h - before(in.h, kernel_h, stride_h, dilation_h, same) + i * dilation_h;
        const int column = x * stride_w - before(in.w, kernel_w, stride_w, dilation_w, same) + j * dilation_w;
        if (in.has(row, column)) visit(i, j, row, column);
      }
  }
};

struct Weights {
  std::vector<std::int8_t> weights;
  std::vector<std::int32_t> biases;  // or none
  std::vector<float> scales;         // one, or one a channel

  i64 bias(int channel) const { return biases.empty() ? 0 : biases[static_cast<std::size_t>(channel)]; }
  i64 weight(int index) const { return weights[static_cast<std::size_t>(index)]; }
  double factor(float in, int channel, float out) const {
    return wide(in) * wide(scales[scales.size() == 1 ? 0 : static_cast<std::size_t>(channel)]) / wide(out);
  }
};

inline Tensor conv2d(const Tensor& in, const Weights& k, int filters, const Window& window, int groups,
                     const Output& out) {
  const int filter_c = in.c / groups;
  return out.tensor(window.out_h(in.h), window.out_w(in.w), filters).fill([&](int y, int x, int f) {
    i64 sum = k.bias(f);
    window.taps(in, y, x, [&](int i, int j, int row, int column) {
      for (int c = 0; c < filter_c; ++c) {
        const int channel = f / (filters / groups) * filter_c + c;
        sum += k.weight(((f * window.kernel_h + i) * window.kernel_w + j) * filter_c + c) *
               (in.at(row, column, channel) - in.zero_point);
      }
    });
    return out.requantize(sum, k.factor(in.scale, f, out.scale));
  });
}

inline Tensor depthwise(const Tensor& in, const Weights& k, int multiplier, const Window& window, const Output& out) {
  const int channels = in.c * multiplier;
  return out.tensor(window.out_h(in.h), window.out_w(in.w), channels).fill([&](int y, int x, int c) {
    i64 sum = k.bias(c);
    window.taps(in, y, x, [&](int i, int j, int row, int column) {
      sum += k.weight((i * window.kernel_w + j) * channels + c) * (in.at(row, column, c / multiplier) - in.zero_point);
    });
    return out.requantize(sum, k.factor(in.scale, c, out.scale));
  });
}

inline Tensor dense(const Tensor& in, const Weights& k, int units, const Output& out) {
  return out.tensor(1, 1, units).fill([&](int, int, int unit) {
    i64 sum = k.bias(unit);
    const int inputs = static_cast<int>(in.data.size());
    for (int i = 0; i < inputs; ++i)
      sum += k.weight(unit * inputs + i) * (in.data[static_cast<std::size_t>(i)] - in.zero_point);
    return out.requantize(sum, k.factor(in.scale, unit, out.scale));
  });
}

inline Tensor pool(bool average, const Tensor& in, const Window& window, Output out) {
  out.scale = in.scale, out.zero_point = in.zero_point;
  return out.tensor(window.out_h(in.h), window.out_w(in.w), in.c).fill([&](int y, int x, int c) {
    int count = 0, sum = 0, most = -128;
    window.taps(in, y, x, [&](int, int, int row, int column) {
      const int q = in.at(row, column, c);
      ++count, sum += q, most = std::max(most, q);
    });
    const double mean = count > 0 ? static_cast<double>(sum) / count : 0;  // exact enough: ties are halves
    return out.clamp((average ? static_cast<i64>(std::round(mean)) : most) - out.zero_point);
  });
}

/// Two tensors that broadcast: combine(difference of a to its zero point, that of b).
inline Tensor broadcast(const Tensor& a, const Tensor& b, const Output& out,
                        const std::function<std::int8_t(i64, i64)>& combine) {
  const auto element = [](const Tensor& t, int row, int column, int channel) {
    return t.at(t.h == 1 ? 0 : row, t.w == 1 ? 0 : column, t.c == 1 ? 0 : channel) - t.zero_point;
  };
  return out.tensor(std::max(a.h, b.h), std::max(a.w, b.w), std::max(a.c, b.c))
      .fill([&](int row, int column, int channel) {
        return combine(element(a, row, column, channel), element(b, row, column, channel));
      });
}

inline Tensor add_or_sub(int sign, const Tensor& a, const Tensor& b, const Output& out) {
  const double twice = 2 * std::max(wide(a.scale), wide(b.scale));
  const Factor left = quantize_multiplier(wide(a.scale) / twice, out.once);
  const Factor right = quantize_multiplier(wide(b.scale) / twice, out.once);
  return broadcast(a, b, out, [&](i64 x, i64 y) {
    const i64 sum = multiply(x * 1048576, left, out.once) + sign * multiply(y * 1048576, right, out.once);
    return out.requantize(sum, twice / (1048576.0 * wide(out.scale)));
  });
}

inline Tensor mul(const Tensor& a, const Tensor& b, const Output& out) {
  const double factor = wide(a.scale) * wide(b.scale) / wide(out.scale);
  return broadcast(a, b, out, [&](i64 x, i64 y) { return out.requantize(x * y, factor); });
}

/// The axes that a reduction takes together.
struct Axes {
  bool h = false, w = false, c = false;
};

/// finish(fold(... fold(first, element) ..., element)) of the elements of each output.
inline Tensor reduced(const Tensor& in, Axes over, const Output& out, i64 first, auto fold, auto finish) {
  return out.tensor(over.h ? 1 : in.h, over.w ? 1 : in.w, over.c ? 1 : in.c).fill([&](int y, int x, int c) {
    i64 so_far = first;
    for (int row = over.h ? 0 : y; row < (over.h ? in.h : y + 1); ++row)
      for (int column = over.w ? 0 : x; column < (over.w ? in.w : x + 1); ++column)
        for (int channel = over.c ? 0 : c; channel < (over.c ? in.c : c + 1); ++channel)
          so_far = fold(so_far, i64{in.at(row, column, channel)});
    return finish(so_far);
  });
}

/// The mean, or the sum: QuantizedMeanOrSum of TFLite reference/reduce.h.
inline Tensor mean(const Tensor& in, Axes over, const Output& out, bool divides = true) {
  const i64 count = i64{over.h ? in.h : 1} * (over.w ? in.w : 1) * (over.c ? in.c : 1);
  Factor f = quantize_multiplier(wide(in.scale) / wide(out.scale), out.once);
  const int fold = std::min({static_cast<int>(std::floor(std::log2(static_cast<double>(count)))), 32, 31 + f.shift});
  if (divides) f.q = f.q * (i64{1} << fold) / count, f.shift -= fold;
  return reduced(in, over, out, 0, std::plus<>{},
                 [&](i64 sum) { return out.clamp(multiply(sum - count * in.zero_point, f, out.once)); });
}

inline Tensor softmax(const Tensor& in, float beta, bool once) {
  return Tensor{in.h, in.w, in.c, 1.0f / 256, -128}.fill([&](int row, int column, int channel) {
    int most = -128;
    for (int c = 0; c < in.c; ++c) most = std::max(most, in.at(row, column, c));
    i64 sum = 0;
    for (int c = 0; c < in.c; ++c) {
      const i64 e = softmax_exponential(most - in.at(row, column, c), in.scale, beta, once);
      if (e >= 0) sum += divide_by_pot(e, 12);
    }
    const i64 e = softmax_exponential(most - in.at(row, column, channel), in.scale, beta, once);
    if (e < 0) return std::int8_t{-128};
    int headroom = 0;
    while ((sum << headroom & (i64{1} << 31)) == 0) ++headroom;
    const i64 scale = one_over_one_plus_x((sum << headroom) - (i64{1} << 31));
    return clamp8(divide_by_pot(doubling_high_mul(scale, e), 12 - headroom + 31 - 8) - 128);
  });
}

}  // namespace reference
