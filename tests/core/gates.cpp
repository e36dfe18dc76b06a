// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/gates.hpp>

#include <cmath>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl::core;

// As TensorFlow Lite's sigmoid_table_uint16 (kernels/internal/common.h): a few points, their sum, and the sum of each times its place.
static_assert(logistic_points[0] == 32768 && logistic_points[4] == 35493 && logistic_points[66] == 61599 &&
              logistic_points[254] == 65534 && logistic_points[255] == 65535);
constexpr auto weighted_sum = [](auto weight) {
  std::int64_t sum = 0;
  for (int i = 0; i < 256; ++i) sum += weight(i) * std::int64_t{logistic_points[i]};
  return sum;
};
static_assert(weighted_sum([](int) { return 1; }) == 15670629 &&
              weighted_sum([](int i) { return i + 1; }) % 4294967296 == 2123733574);

double relative(std::int32_t y) { return y / 32768.0; }

}  // namespace

TEST_CASE("the logistic function of all int16") {
  for (int x = -32768; x < 32768; ++x)
    REQUIRE(std::abs(relative(logistic_16(x)) - 1 / (1 + std::exp(-x / 4096.0))) < 2.0 / 32768);
}

TEST_CASE("tanh of all int16, in several scales") {
  for (const int power : {-28, -15, -13, -12, -11, -7, 0, 2})
    for (int x = -32768; x < 32768; ++x)
      REQUIRE(std::abs(relative(tanh_16(x, power)) - std::tanh(std::ldexp(x, power))) < 3.0 / 32768);
}
