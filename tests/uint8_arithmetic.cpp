// SPDX-License-Identifier: BSL-1.0
// Layers that compute as TFLite's kernels of uint8 do, against their definition.
#include <support/reference_layers.hpp>
#include <support/schedules.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;
using reference::wide;

/// The numbers of a layer: pseudo-random, and such that outputs spread.
struct Numbers {
  float in_scale, weight_scale, out_scale;
  int in_zero, zero, out_zero;

  constexpr Numbers(int seed, int terms) {
    Random random(static_cast<std::uint64_t>(seed));
    in_scale = random.real(0.01f, 1), weight_scale = random.real(0.001f, 0.1f);
    float spread = 40;
    for (int size = 1; size < terms; size *= 4) spread *= 2;
    out_scale = in_scale * weight_scale * spread * random.real(0.5f, 3);
    in_zero = random.of(-128, 127, 0, random.between(-128, 127));
    zero = random.of(0, random.between(-20, 20), random.between(-128, 127), -128, 127);
    out_zero = random.between(-128, 127);
  }
};

/// A convolution: `Word` on an input of `Shape`, with weights as TFLite lays them out. `interleaved`: depthwise.
template <class Word, class In, int kernel_h, int kernel_w, int channels, bool interleaved, int seed>
struct Layer {
  using Net = Seq<Word>;
  static constexpr Node node = Word::describe(In::extent);
  static constexpr int filters = node.out.extent.c, each = node.demands.weights / filters;
  static constexpr Numbers numbers{seed, each};
  static constexpr auto& kernel = noise<std::int8_t, node.demands.weights, 256, seed>;
  static constexpr auto& bias = noise<std::int32_t, filters, 8000, seed>;
  static constexpr Parameters parameters[] = {{.output = {numbers.in_scale, numbers.in_zero}},
                                              {.weights = kernel,
                                               .biases = bias,
                                               .scales = std::span(&numbers.weight_scale, 1),
                                               .output = {numbers.out_scale, numbers.out_zero},
                                               .weights_zero_point = numbers.zero,
                                               .as_uint8 = true}};

  static int difference(int index) { return kernel[static_cast<std::size_t>(index)] - numbers.zero; }
};

template <class L>
std::vector<int> widened(const reference::Tensor& t) {
  return {t.data.begin(), t.data.end()};
}

/// Compares a layer with expected(in, out, out's multiplier from a sum).
template <class L, class In, auto... policies>
void check(auto expected) {
  Model<typename L::Net, In, L::parameters, policies...> model;
  Random random(7);
  for (int round = 0; round < 20; ++round) {
    reference::Tensor in{In::extent.h, In::extent.w, In::extent.c, L::numbers.in_scale, L::numbers.in_zero};
    const int spread = random.of(3, 100, 255);
    in.fill([&](int, int, int) { return static_cast<std::int8_t>(random.between(-128, spread - 128)); });
    const std::vector<std::int8_t> wanted = expected(in).data;
    CAPTURE(round);
    REQUIRE(infer(model, in.data) == std::vector<int>(wanted.begin(), wanted.end()));
  }
}

reference::Output output_of(const Numbers& n) { return {n.out_scale, n.out_zero}; }

/// kernel_util.cc, GetQuantizedConvolutionMultipler: the product is float32.
double factor(const Numbers& n) {
  const float product = n.in_scale * n.weight_scale;
  return wide(product) / wide(n.out_scale);
}

template <class In, int filters, int kernel_h, int kernel_w, int seed, class Padding, int stride, int groups = 1>
void convolution() {
  using Word = Conv2D<filters, Kernel{kernel_h, kernel_w}, Padding, Stride<stride>, Groups<groups>>;
  using L = Layer<Word, In, kernel_h, kernel_w, In::extent.c, false, seed>;
  const reference::Window window{kernel_h, kernel_w, stride, stride, 1, 1, std::is_same_v<Padding, Same>};
  const auto expected = [&](const reference::Tensor& in) {
    const reference::Output out = output_of(L::numbers);
    constexpr int part = In::extent.c / groups;
    return out.tensor(window.out_h(in.h), window.out_w(in.w), filters).fill([&](int y, int x, int f) {
      reference::i64 sum = L::bias[static_cast<std::size_t>(f)];
      window.taps(in, y, x, [&](int i, int j, int row, int column) {
        for (int c = 0; c < part; ++c)
          sum += L::difference(((f * kernel_h + i) * kernel_w + j) * part + c) *
                 (in.at(row, column, f / (filters / groups) * part + c) - in.zero_point);
      });
      return out.requantize(sum, factor(L::numbers));
    });
  };
  check<L, In, Schedule::layerwise>(expected);
  check<L, In>(expected);
  check<L, In, Schedule::fed>(expected);
}

template <class In, int multiplier, int kernel, int seed, class Padding, int stride>
void depthwise() {
  using Word = DepthwiseConv2D<Kernel{kernel, kernel}, Padding, Stride<stride>, DepthMultiplier<multiplier>>;
  using L = Layer<Word, In, kernel, kernel, In::extent.c, true, seed>;
  const reference::Window window{kernel, kernel, stride, stride, 1, 1, std::is_same_v<Padding, Same>};
  const auto expected = [&](const reference::Tensor& in) {
    const reference::Output out = output_of(L::numbers);
    return out.tensor(window.out_h(in.h), window.out_w(in.w), L::filters).fill([&](int y, int x, int c) {
      reference::i64 sum = L::bias[static_cast<std::size_t>(c)];
      window.taps(in, y, x, [&](int i, int j, int row, int column) {
        sum += L::difference((i * kernel + j) * L::filters + c) * (in.at(row, column, c / multiplier) - in.zero_point);
      });
      return out.requantize(sum, factor(L::numbers));
    });
  };
  check<L, In, Schedule::layerwise>(expected);
  check<L, In>(expected);
}

/// fully_connected.h, FullyConnected of uint8: a product of doubles, rounded.
template <class In, int units, int seed, class... Options>
void dense() {
  using L = Layer<Dense<units, Options...>, In, 1, 1, In::extent.c, false, seed>;
  constexpr int inputs = L::each;
  const auto expected = [&](const reference::Tensor& in) {
    const reference::Output out = output_of(L::numbers);
    const double real = wide(L::numbers.in_scale) * wide(L::numbers.weight_scale) / wide(L::numbers.out_scale);
    return out.tensor(1, In::extent.size() / inputs, units).fill([&](int, int position, int unit) {
      reference::i64 sum = L::bias[static_cast<std::size_t>(unit)];
      for (int i = 0; i < inputs; ++i)
        sum += L::difference(unit * inputs + i) *
               (in.data[static_cast<std::size_t>(position * inputs + i)] - in.zero_point);
      return out.clamp(static_cast<reference::i64>(std::round(static_cast<double>(sum) * real)));
    });
  };
  check<L, In, Schedule::layerwise>(expected);
  check<L, In>(expected);
}

/// pooling.h, AveragePool of uint8.
template <class In, int kernel, int stride, class Padding>
struct Pooling {
  using Net = Seq<AveragePool2D<kernel, Stride<stride>, Padding>>;
  static constexpr Numbers numbers{kernel, 1};
  static constexpr Parameters parameters[] = {{.output = {1, 5}}, {.as_uint8 = true}};
};
template <class In, int kernel, int stride, class Padding>
void average() {
  const reference::Window window{kernel, kernel, stride, stride, 1, 1, std::is_same_v<Padding, Same>};
  const auto expected = [&](const reference::Tensor& in) {
    return reference::Tensor{window.out_h(in.h), window.out_w(in.w), in.c}.fill([&](int y, int x, int c) {
      int count = 0, sum = 0;
      window.taps(in, y, x, [&](int, int, int row, int column) { ++count, sum += in.at(row, column, c) + 128; });
      return static_cast<std::int8_t>((sum + count / 2) / count - 128);
    });
  };
  using L = Pooling<In, kernel, stride, Padding>;
  check<L, In, Schedule::layerwise>(expected);
  check<L, In>(expected);
  check<L, In, Schedule::fed>(expected);
}

}  // namespace

TEST_CASE("convolutions whose weights have a zero point") {
  convolution<Shape<6, 7, 3>, 4, 3, 3, 1, Same, 1>();
  convolution<Shape<7, 6, 2>, 3, 3, 3, 2, Valid, 2>();
  convolution<Shape<5, 5, 4>, 6, 1, 1, 3, Valid, 1>();
  convolution<Shape<9, 8, 1>, 5, 4, 2, 4, Same, 2>();
  convolution<Shape<4, 4, 6>, 4, 3, 3, 5, Same, 1, 2>();
  convolution<Shape<1, 9, 3>, 4, 1, 3, 6, Same, 1>();
  convolution<Shape<3, 3, 8>, 8, 5, 5, 7, Same, 1>();
  convolution<Shape<2, 2, 1>, 1, 2, 2, 8, Valid, 1>();
}

TEST_CASE("depthwise convolutions whose weights have a zero point") {
  depthwise<Shape<6, 7, 4>, 1, 3, 11, Same, 1>();
  depthwise<Shape<7, 6, 3>, 1, 3, 12, Valid, 2>();
  depthwise<Shape<9, 8, 1>, 8, 5, 13, Same, 2>();
  depthwise<Shape<5, 5, 2>, 3, 1, 14, Valid, 1>();
  depthwise<Shape<3, 4, 5>, 1, 4, 15, Same, 1>();
}

TEST_CASE("dense layers, whose sums are rounded once") {
  dense<Shape<20>, 4, 21>();
  dense<Shape<1>, 3, 22>();
  dense<Shape<3, 4, 5>, 6, 23>();
  dense<Shape<257>, 2, 24>();
  dense<Shape<6, 5>, 3, 25, LastAxis>();
  dense<Shape<3, 4, 5>, 6, 26, LastAxis>();
}

TEST_CASE("average pools, whose halves go up") {
  average<Shape<6, 6, 3>, 2, 2, Valid>();
  average<Shape<7, 5, 2>, 3, 1, Same>();
  average<Shape<4, 4, 5>, 4, 4, Valid>();
  average<Shape<5, 5, 1>, 2, 1, Same>();
}

TEST_CASE("only kernels that know it take such a layer") {
  using L = Layer<Conv2D<4, 3>, Shape<6, 6, 3>, 3, 3, 3, false, 1>;
  using M = Model<L::Net, Shape<6, 6, 3>, L::parameters>;
  CHECK(M::layers[1].kernel == std::string_view("convolution"));
}
