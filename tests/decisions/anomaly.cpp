// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/decisions/anomaly.hpp>

#include <array>
#include <bit>
#include <cmath>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl::decisions;
using support::Random;
using tinytmpl::core::square_root;

static_assert(square_root(0) == 0 && square_root(-1) != square_root(-1) && square_root(4) == 2 &&
              square_root(2.25f) == 1.5f);

}  // namespace

TEST_CASE("the square root is rounded as the machine does it") {
  Random random(1);
  for (int i = 0; i < 200'000; ++i) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(random.next() % 0x7F800001u));
    REQUIRE(square_root(x) == std::sqrt(x));
  }
  for (const float x : {std::numeric_limits<float>::denorm_min(), std::numeric_limits<float>::min(),
                        std::numeric_limits<float>::max(), std::numeric_limits<float>::infinity()})
    CHECK(square_root(x) == std::sqrt(x));
  CHECK(std::isnan(square_root(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("distances to clusters, and Mahalanobis'") {
  Random random(2);
  for (int round = 0; round < 500; ++round) {
    std::array<Cluster<3>, 4> clusters{};
    std::array<float, 3> mean{}, deviation{}, x{};
    std::array<float, 9> root{}, inverse{};
    for (std::size_t i = 0; i < 3; ++i)
      mean[i] = random.real(-2, 2), deviation[i] = random.one_in(9) ? 0 : random.real(0.5f, 3),
      x[i] = random.real(-9, 9);
    double least = 1e30;
    for (Cluster<3>& cluster : clusters) {
      double sum = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        cluster.centre[i] = random.real(-2, 2);
        const double scaled = deviation[i] > 0 ? (double{x[i]} - double{mean[i]}) / double{deviation[i]} : 0;
        sum += std::pow(scaled - double{cluster.centre[i]}, 2);
      }
      cluster.radius = random.real(0, 1);
      least = std::min(least, std::sqrt(sum) - double{cluster.radius});
    }
    const ClusterScore<3> score(clusters, mean, deviation);
    CHECK(double{score(x)} == Approx(least).epsilon(1e-4).margin(1e-4));

    // A product of a matrix and its transpose is a covariance's inverse.
    for (float& entry : root) entry = random.real(-1, 1);
    double sum = 0;
    for (std::size_t r = 0; r < 3; ++r) {
      double projected = 0;
      for (std::size_t i = 0; i < 3; ++i) projected += double{root[3 * r + i]} * (double{x[i]} - double{mean[i]});
      sum += projected * projected;
      for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t k = 0; k < 3; ++k) inverse[3 * r + c] += root[3 * k + r] * root[3 * k + c];
    }
    CHECK(double{mahalanobis<3>(x, mean, inverse)} == Approx(std::sqrt(sum)).epsilon(1e-3).margin(2e-2));
  }
}

TEST_CASE("what an autoencoder gets wrong") {
  constexpr float in[] = {1, 2, 3, 4}, out[] = {1, 1, 5, 4};
  STATIC_REQUIRE(mean_squared_error(in, out) == 1.25f);
  STATIC_REQUIRE(mean_squared_error({}, {}) == 0);
}
