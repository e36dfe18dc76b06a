// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include <tinytmpl/tinytmpl.hpp>

/// What somebody writes without a library: whole tensors, sizes at run time, one loop after the other, the same bytes.
namespace naive {

using tinytmpl::Parameters, tinytmpl::Quantization;

struct Tensor {
  int h = 1, w = 1, c = 1;
  Quantization quantization{};
  std::vector<std::int8_t> data{};

  std::int8_t* pixel(int y, int x) { return data.data() + (y * w + x) * c; }
};

/// real = q * 2^(shift - 31), and TFLite's product with it, rounded twice.
struct Factor {
  std::int32_t q = 0;
  int shift = 0;

  explicit Factor(double real) {
    const double fraction = std::frexp(real, &shift);
    const auto rounded = static_cast<std::int64_t>(std::round(fraction * 2147483648.0));
    q = static_cast<std::int32_t>(rounded == 2147483648 ? rounded / 2 : rounded);
    if (rounded == 2147483648) ++shift;
  }
  std::int32_t operator()(std::int32_t x) const {
    const std::int64_t product = (shift > 0 ? std::int64_t{x} << shift : x) * q;
    const auto high = static_cast<std::int32_t>((product + (product >= 0 ? 1 << 30 : 1 - (1 << 30))) / (1LL << 31));
    const int right = shift < 0 ? -shift : 0;
    const std::int32_t mask = (1 << right) - 1, rest = high & mask;
    return (high >> right) + (rest > (mask >> 1) + (high < 0 ? 1 : 0) ? 1 : 0);
  }
};

inline std::int8_t clamp(std::int32_t q, int lowest = -128) {
  return static_cast<std::int8_t>(std::clamp<std::int32_t>(q, lowest, 127));
}

struct Window {
  int kernel = 1, stride = 1;
  bool same = false;

  int length(int in) const { return same ? (in + stride - 1) / stride : (in - kernel) / stride + 1; }
  int before(int in) const { return same ? std::max((length(in) - 1) * stride + kernel - in, 0) / 2 : 0; }
};

/// Layers in the order in which they are added; each returns the tensor that it writes.
class Network {
 public:
  Tensor& tensor(int h, int w, int c, Quantization quantization) {
    const auto size = static_cast<std::size_t>(h * w * c);
    return tensors.emplace_back(Tensor{h, w, c, quantization, std::vector<std::int8_t>(size)});
  }
  void run() {
    for (const auto& layer : layers) layer();
  }
  Tensor& last() { return tensors.back(); }

  Tensor& conv2d(Tensor& in, const Parameters& p, int filters, Window window, Quantization to, bool relu = false) {
    Tensor& out = tensor(window.length(in.h), window.length(in.w), filters, to);
    const auto factors = factors_of(p, in, to, filters);
    layers.push_back([=, &in, &out] {
      const int lowest = relu ? to.zero_point : -128, zero = in.quantization.zero_point;
      const int top = window.before(in.h), left = window.before(in.w);
      for (int y = 0; y < out.h; ++y)
        for (int x = 0; x < out.w; ++x)
          for (int f = 0; f < filters; ++f) {
            std::int32_t sum = p.biases.as<std::int32_t>()[static_cast<std::size_t>(f)];
            for (int i = 0; i < window.kernel; ++i)
              for (int j = 0; j < window.kernel; ++j) {
                const int row = y * window.stride - top + i, column = x * window.stride - left + j;
                if (row < 0 || row >= in.h || column < 0 || column >= in.w) continue;
                const std::int8_t* a = in.pixel(row, column);
                const std::int8_t* b = p.weights.data() + ((f * window.kernel + i) * window.kernel + j) * in.c;
                for (int c = 0; c < in.c; ++c) sum += b[c] * (a[c] - zero);
              }
            out.pixel(y, x)[f] = clamp(factors[static_cast<std::size_t>(f)](sum) + to.zero_point, lowest);
          }
    });
    return out;
  }
  Tensor& depthwise(Tensor& in, const Parameters& p, Window window, Quantization to) {
    Tensor& out = tensor(window.length(in.h), window.length(in.w), in.c, to);
    const auto factors = factors_of(p, in, to, in.c);
    layers.push_back([=, &in, &out] {
      const int top = window.before(in.h), left = window.before(in.w), zero = in.quantization.zero_point;
      for (int y = 0; y < out.h; ++y)
        for (int x = 0; x < out.w; ++x)
          for (int c = 0; c < in.c; ++c) {
            std::int32_t sum = p.biases.as<std::int32_t>()[static_cast<std::size_t>(c)];
            for (int i = 0; i < window.kernel; ++i)
              for (int j = 0; j < window.kernel; ++j) {
                const int row = y * window.stride - top + i, column = x * window.stride - left + j;
                if (row < 0 || row >= in.h || column < 0 || column >= in.w) continue;
                sum += p.weights.as<std::int8_t>()[static_cast<std::size_t>((i * window.kernel + j) * in.c + c)] *
                       (in.pixel(row, column)[c] - zero);
              }
            out.pixel(y, x)[c] = clamp(factors[static_cast<std::size_t>(c)](sum) + to.zero_point);
          }
    });
    return out;
  }
  Tensor& dense(Tensor& in, const Parameters& p, int units, Quantization to, bool relu = false) {
    Tensor& out = tensor(1, 1, units, to);
    const auto factors = factors_of(p, in, to, units);
    layers.push_back([=, &in, &out] {
      const int count = in.h * in.w * in.c, zero = in.quantization.zero_point, lowest = relu ? to.zero_point : -128;
      for (int u = 0; u < units; ++u) {
        std::int32_t sum = p.biases.as<std::int32_t>()[static_cast<std::size_t>(u)];
        const std::int8_t* weights = p.weights.data() + u * count;
        for (int i = 0; i < count; ++i) sum += weights[i] * (in.data[static_cast<std::size_t>(i)] - zero);
        out.pixel(0, 0)[u] = clamp(factors[static_cast<std::size_t>(u)](sum) + to.zero_point, lowest);
      }
    });
    return out;
  }
  Tensor& pool(Tensor& in, Window window, bool average) {
    Tensor& out = tensor(window.length(in.h), window.length(in.w), in.c, in.quantization);
    layers.push_back([=, &in, &out] {
      const int taps = window.kernel * window.kernel;
      for (int y = 0; y < out.h; ++y)
        for (int x = 0; x < out.w; ++x)
          for (int c = 0; c < in.c; ++c) {
            int most = -128, sum = 0;
            for (int i = 0; i < window.kernel; ++i)
              for (int j = 0; j < window.kernel; ++j) {
                const int q = in.pixel(y * window.stride + i, x * window.stride + j)[c];
                most = std::max(most, q), sum += q;
              }
            out.pixel(y, x)[c] = clamp(average ? (sum + (sum > 0 ? taps / 2 : -(taps / 2))) / taps : most);
          }
    });
    return out;
  }
  Tensor& add(Tensor& a, Tensor& b, Quantization to, bool relu = false) {
    Tensor& out = tensor(a.h, a.w, a.c, to);
    const double twice = 2 * std::max(a.quantization.scale, b.quantization.scale);
    const Factor of_a(a.quantization.scale / twice), of_b(b.quantization.scale / twice),
        of_sum(twice / ((1 << 20) * static_cast<double>(to.scale)));
    layers.push_back([=, &a, &b, &out] {
      for (std::size_t i = 0; i < out.data.size(); ++i) {
        const std::int32_t x = of_a((a.data[i] - a.quantization.zero_point) * (1 << 20));
        const std::int32_t y = of_b((b.data[i] - b.quantization.zero_point) * (1 << 20));
        out.data[i] = clamp(of_sum(x + y) + to.zero_point, relu ? to.zero_point : -128);
      }
    });
    return out;
  }
  Tensor& sigmoid(Tensor& in) {
    Tensor& out = tensor(in.h, in.w, in.c, {1.0f / 256, -128});
    layers.push_back([&in, &out] {
      for (std::size_t i = 0; i < out.data.size(); ++i) {
        const float real = in.quantization.dequantize(in.data[i]);
        out.data[i] = clamp(static_cast<std::int32_t>(std::round(256 / (1 + std::exp(-real)))) - 128);
      }
    });
    return out;
  }
  Tensor& softmax(Tensor& in) {
    Tensor& out = tensor(1, 1, in.c, {1.0f / 256, -128});
    layers.push_back([&in, &out, powers = std::vector<float>(in.data.size())]() mutable {
      const int most = *std::max_element(in.data.begin(), in.data.end());
      float sum = 0;
      for (std::size_t i = 0; i < powers.size(); ++i)
        sum += powers[i] = std::exp(in.quantization.scale * static_cast<float>(in.data[i] - most));
      for (std::size_t i = 0; i < powers.size(); ++i)
        out.data[i] = clamp(static_cast<std::int32_t>(std::round(256 * powers[i] / sum)) - 128);
    });
    return out;
  }

 private:
  std::deque<Tensor> tensors;
  std::vector<std::function<void()>> layers;

  static std::vector<Factor> factors_of(const Parameters& p, const Tensor& in, Quantization to, int channels) {
    std::vector<Factor> factors;
    for (int c = 0; c < channels; ++c) {
      const float scale = p.scales[p.scales.size() == 1 ? 0 : static_cast<std::size_t>(c)];
      factors.emplace_back(static_cast<double>(in.quantization.scale) * static_cast<double>(scale) /
                           static_cast<double>(to.scale));
    }
    return factors;
  }
};

}  // namespace naive
