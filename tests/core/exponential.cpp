// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/exponential.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

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
    if (is_nan(x)) continue;
    const int far = distance(ours(x), static_cast<float>(exact(static_cast<double>(x))));
    result.most = std::max(result.most, far);
    result.count += far > 0;
    ++result.all;
  }
  return result;
}

TEST_CASE("Functions of real numbers are rounded as if they were exact, but for one in thousands") {
  for (const Deviation& d : {deviation(exponential, std::exp), deviation(hyperbolic_tangent, std::tanh)}) {
    CHECK(d.all > 60'000);
    CHECK(d.most <= 1);
    CHECK(d.count <= d.all / 1'000);
  }
}

}  // namespace
