// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/error_function.hpp>
#include <tinytmpl/core/exponential.hpp>
#include <tinytmpl/core/logarithm.hpp>
#include <tinytmpl/core/roots.hpp>
#include <tinytmpl/core/rounding.hpp>
#include <tinytmpl/core/trigonometric.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace {

using namespace tinytmpl::core;

constexpr float infinity = std::numeric_limits<float>::infinity();
static_assert(exponential(0) == 1 && exponential(-0.0f) == 1 && exponential(1) == 2.7182817f);
static_assert(exponential(-infinity) == 0 && exponential(infinity) == infinity && exponential(89) == infinity);
static_assert(exponential(-104) == 0 && exponential(-103) > 0, "the smallest subnormals");
static_assert(is_nan(exponential(std::numeric_limits<float>::quiet_NaN())));
static_assert(hyperbolic_tangent(0) == 0 && hyperbolic_tangent(10) == 1 && hyperbolic_tangent(-10) == -1);
static_assert(hyperbolic_tangent(infinity) == 1 && hyperbolic_tangent(0x1p-30f) == 0x1p-30f);
static_assert(logistic(0) == 0.5f && logistic(17) == 1 && logistic(-infinity) == 0);

static_assert(exponential_less_one(0) == 0 && exponential_less_one(-infinity) == -1);
static_assert(logarithm(1) == 0 && logarithm(0) == -infinity && logarithm(infinity) == infinity &&
              is_nan(logarithm(-1)));
static_assert(square_root(0x1p-149f) == 0x1.6a09e6p-75f && square_root(infinity) == infinity &&
              is_nan(square_root(-1)));
static_assert(reciprocal_square_root(0) == infinity && reciprocal_square_root(-0.0f) == -infinity);
static_assert(is_nan(reciprocal_square_root(-1)) && reciprocal_square_root(infinity) == 0);
static_assert(error_function(infinity) == 1 && error_function(-4) == -1 && error_function(0x1p-149f) == 0x1p-149f);
static_assert(complementary_error_function(infinity) == 0 && complementary_error_function(-infinity) == 2);
static_assert(complementary_error_function(0) == 1 && complementary_error_function(10) > 0, "subnormal");
static_assert(sine(0) == 0 && cosine(0) == 1 && is_nan(sine(infinity)) && is_nan(cosine(infinity)));
static_assert(sine(0x1.fffffep127f) == -0.5218765f && cosine(0x1.fffffep127f) == 0.8530210f, "the largest float");
static_assert(rounded_down(-0.5f) == -1 && rounded_up(-1.5f) == -1 && rounded_down(1e30f) == 1e30f);
static_assert(rounded_to_even(2.5f) == 2 && rounded_to_even(3.5f) == 4 && rounded_to_even(-2.75f) == -3);
static_assert(quotient(1, 0) == infinity && quotient(1, -0.0f) == -infinity && is_nan(quotient(0, 0)));
static_assert(floored_remainder(-7, 3) == 2 && floored_remainder(7, -3) == -2 && truncated_remainder(-7, 3) == -1);
static_assert(is_nan(truncated_remainder(1, 0)) && truncated_remainder(1, infinity) == 1);

/// How many floats lie between two.
int distance(float a, float b) {
  const auto place = [](float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    return bits < 0 ? std::int64_t{INT32_MIN} - bits : std::int64_t{bits};
  };
  return static_cast<int>(std::abs(place(a) - place(b)));
}

struct Deviation {
  int most = 0, count = 0, all = 0;
};
/// Of floats of all sizes.
Deviation deviation(float (*ours)(float), double (*exact)(double)) {
  Deviation result;
  for (std::uint64_t bits = 0; bits < 0x1'0000'0000; bits += 65'521) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (is_nan(x) || is_nan(ours(x))) continue;
    const int far = distance(ours(x), static_cast<float>(exact(static_cast<double>(x))));
    result.most = std::max(result.most, far);
    result.count += far > 0;
    ++result.all;
  }
  return result;
}

float exact_reciprocal_root(float x) { return 1 / std::sqrt(x); }

/// Every value of one sign; what is no number is one of both.
bool same(float a, float b) {
  return (is_nan(a) && is_nan(b)) || std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

TEST_CASE("A quotient is rounded down as doubles have it") {
  STATIC_REQUIRE(floored_quotient(1, 0.1f) == 9);  // as floats 10
  STATIC_REQUIRE(floored_quotient(-1, 0.1f) == -10);
  STATIC_REQUIRE(floored_quotient(7, -2) == -4);
  STATIC_REQUIRE(floored_quotient(-0.25f, 8) == -1);
  STATIC_REQUIRE(floored_quotient(0x1p70f, 2) == 0x1p69f);
  CHECK(std::signbit(floored_quotient(-0.0f, 4)));
  CHECK(std::isnan(floored_quotient(0, 0)));
  CHECK(floored_quotient(-3, 0) == -std::numeric_limits<float>::infinity());
}

TEST_CASE("Roots, whole numbers and remainders are the C library's bits") {
  std::mt19937 random;
  const auto next = [&random] { return std::bit_cast<float>(static_cast<std::uint32_t>(random())); };
  for (int i = 0; i < 200'000; ++i) {
    const float a = next(), b = next();
    CAPTURE(a, b);
    REQUIRE(same(square_root(a), std::sqrt(a)));
    REQUIRE(same(reciprocal_square_root(a), exact_reciprocal_root(a)));
    REQUIRE(same(rounded_down(a), std::floor(a)));
    REQUIRE(same(rounded_up(a), std::ceil(a)));
    REQUIRE(same(truncated_remainder(a, b), std::fmod(a, b)));
  }
}

TEST_CASE("Logarithms, e^x - 1, sines and cosines are at most one unit off") {
  for (const Deviation& d : {deviation(logarithm, std::log), deviation(sine, std::sin), deviation(cosine, std::cos)}) {
    CHECK(d.all > 30'000);
    CHECK(d.most <= 1);
    CHECK(d.count <= d.all / 50);
  }
  CHECK(exponential_less_one(-0x1p-149f) == -0x1p-149f);
  for (float x = -0x1p-120f; x > -200; x *= 1.0009f) REQUIRE(distance(exponential_less_one(x), std::expm1(x)) <= 1);
}

/// Of floats of all sizes most are too small or too large to be looked at alone.
TEST_CASE("The error function and its complement are at most one unit off, of one in a hundred floats") {
  CHECK(deviation(error_function, std::erf).most <= 1);
  CHECK(deviation(complementary_error_function, std::erfc).most <= 1);
  int all = 0, count = 0;
  for (float x = -11; x < 11; x += 0.000137f) {
    const auto exact = static_cast<double>(x);
    const int of_error = distance(error_function(x), static_cast<float>(std::erf(exact)));
    const int of_complement = distance(complementary_error_function(x), static_cast<float>(std::erfc(exact)));
    REQUIRE(std::max(of_error, of_complement) <= 1);
    all += 2, count += of_error + of_complement;
  }
  CHECK(count <= all / 100);
}

TEST_CASE("Functions of real numbers are rounded as if they were exact, but for one in thousands") {
  for (const Deviation& d : {deviation(exponential, std::exp), deviation(hyperbolic_tangent, std::tanh)}) {
    CHECK(d.all > 60'000);
    CHECK(d.most <= 1);
    CHECK(d.count <= d.all / 1'000);
  }
}

}  // namespace
