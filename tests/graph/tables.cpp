// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/tables.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/layers/curves.hpp>

#include <support/random.hpp>
#include <support/reference_tables.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;
using support::Random;

constexpr Quantization unit{1, 0};
static_assert(activation_limits(Activation::none, unit).lowest == -128);
static_assert(activation_limits(Activation::relu, {0.5f, -7}).lowest == -7);
static_assert(activation_limits(Activation::relu, {0.5f, -7}).highest == 127);
static_assert(activation_limits(Activation::relu6, {0.5f, -7}).highest == 5);
static_assert(activation_limits(Activation::relu6, {0.01f, -128}).highest == 127, "beyond what an int8 can be");
static_assert(activation_limits(Activation::relu_n1_to_1, {0.25f, 3}).lowest == -1);
static_assert(activation_limits(Activation::relu_n1_to_1, {0.25f, 3}).highest == 7);

constexpr Node lookup(Curve curve, Quantization out, Activation activation = Activation::none) {
  Node node = elementwise("", {}, curve, activation);
  node.out.quantization = out;
  return node;
}
// The same quantization changes nothing.
static_assert(lookup_table<Rounding::twice>(lookup(tinytmpl::core::rescaled, {0.3f, 7}), {0.3f, 7})[3] == -125);
static_assert(softmax_table<Rounding::twice>(0.1f, 1)[0] == gemmlowp::one);
static_assert(softmax_table<Rounding::twice>(0.5f, 1)[255] == -1, "too far below the largest");

Quantization random_quantization(Random& random, float low, float high) {
  const float scale = std::exp(random.real(low, high));
  return {scale, random.of(-128, 127, 0, random.between(-128, 127))};
}

/// Compares the table with `wanted(difference to the zero point)`.
template <Rounding rounding, class Wanted>
void check_table(const Node& node, Quantization in, Wanted wanted, float alpha = 0) {
  CAPTURE(in.scale, in.zero_point, node.out.quantization.scale, node.out.quantization.zero_point, alpha);
  const auto table = lookup_table<rounding>(node, in, {.alpha = alpha});
  int wrong = 0;
  for (int q = -128; q <= 127; ++q) wrong += table[q + 128] != wanted(q - in.zero_point);
  REQUIRE(wrong == 0);
}

template <Rounding rounding>
void check_random_tables(std::uint64_t seed) {
  Random random(seed);
  constexpr bool once = rounding == Rounding::once;
  const Quantization in = random_quantization(random, -9, 2), out = random_quantization(random, -9, 2);
  const auto requantized = [&](int d, double factor) {
    return reference::multiply(d, reference::quantize_multiplier(factor, once), once);
  };
  const double ratio = static_cast<double>(in.scale) / static_cast<double>(out.scale);

  const Activation activation =
      random.of(Activation::none, Activation::relu, Activation::relu6, Activation::relu_n1_to_1);
  const auto bound = [&](float real) { return out.zero_point + std::round(static_cast<double>(real / out.scale)); };
  const bool any = activation == Activation::none;
  const double low = any ? -128 : bound(activation == Activation::relu_n1_to_1 ? -1 : 0);
  const double high = any || activation == Activation::relu ? 127 : bound(activation == Activation::relu6 ? 6 : 1);
  check_table<rounding>(lookup(tinytmpl::core::rescaled, out, activation), in, [&](int d) {
    const auto q = static_cast<double>(requantized(d, ratio) + out.zero_point);
    return static_cast<std::int8_t>(std::clamp(std::clamp(q, low, std::max(low, high)), -128.0, 127.0));
  });

  const float alpha = random.of(0.0f, 0.3f, -0.3f, random.real(-2, 2));
  const double slope = static_cast<double>(in.scale) * static_cast<double>(alpha) / static_cast<double>(out.scale);
  const auto leaky = [&](int d) {
    const std::int64_t q = d >= 0 ? requantized(d, ratio) : requantized(d, std::abs(slope)) * (slope < 0 ? -1 : 1);
    return reference::clamp8(q + out.zero_point);
  };
  check_table<rounding>(lookup(tinytmpl::layers::leaky_relu_curve, out), in, leaky, alpha);

  check_table<rounding>(lookup(tinytmpl::layers::sigmoid_curve, {1.0f / 256, -128}), in,
                        [&](int d) { return reference::logistic8(d, in.scale, once); });
  check_table<rounding>(lookup(tinytmpl::layers::tanh_curve, {1.0f / 128, 0}), in,
                        [&](int d) { return reference::tanh8(d, in.scale, once); });
  if (ratio < 127)  // TFLite refuses what is more
    check_table<rounding>(lookup(tinytmpl::layers::hard_swish_curve, out), in,
                          [&](int d) { return reference::hard_swish8(d, in.scale, out.scale, out.zero_point); });
}

template <Rounding rounding>
void check_softmax(float scale, float beta) {
  CAPTURE(scale, beta);
  const auto table = softmax_table<rounding>(scale, beta);
  int wrong = 0;
  for (int d = 0; d < 256; ++d)
    wrong += table[d] != reference::softmax_exponential(d, scale, beta, rounding == Rounding::once);
  REQUIRE(wrong == 0);
}

}  // namespace

TEST_CASE("tables hold what TFLite computes") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    check_random_tables<Rounding::twice>(seed);
    check_random_tables<Rounding::once>(seed);
  }
}

TEST_CASE("softmax's exponentials, where TFLite computes them") {
  Random random(1);
  for (int i = 0; i < 500; ++i) {
    const float scale = std::exp(random.real(-12, 2)), beta = random.of(1.0f, 1.0f, random.real(0.1f, 3.0f));
    check_softmax<Rounding::twice>(scale, beta);
    check_softmax<Rounding::once>(scale, beta);
  }
}

TEST_CASE("curves are near the real functions") {
  Random random(2);
  for (int i = 0; i < 200; ++i) {
    const Quantization in = random_quantization(random, -5, -2);
    const auto sigmoid = lookup_table<Rounding::twice>(lookup(tinytmpl::layers::sigmoid_curve, {1.0f / 256, -128}), in);
    const auto tanh = lookup_table<Rounding::twice>(lookup(tinytmpl::layers::tanh_curve, {1.0f / 128, 0}), in);
    const Quantization out{0.05f, -10};
    const auto swish = lookup_table<Rounding::twice>(lookup(tinytmpl::layers::hard_swish_curve, out), in);
    for (int q = -128; q <= 127; ++q) {
      const double x = static_cast<double>(in.dequantize(static_cast<std::int8_t>(q)));
      REQUIRE((sigmoid[q + 128] + 128) / 256.0 == Approx(1 / (1 + std::exp(-x))).margin(1.01 / 256));
      REQUIRE(tanh[q + 128] / 128.0 == Approx(std::tanh(x)).margin(1.01 / 128));
      const double wanted = std::clamp(x * std::clamp(x + 3, 0.0, 6.0) / 6, -0.05 * 118, 0.05 * 137);
      REQUIRE(static_cast<double>(out.dequantize(swish[q + 128])) == Approx(wanted).margin(0.08));
    }
  }
}
