// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/gemmlowp.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>
#include <support/reference_tables.hpp>

namespace {

namespace gemmlowp = tinytmpl::core::gemmlowp;

static_assert(gemmlowp::exp_of_negative<5>(0) == gemmlowp::one);
static_assert(gemmlowp::logistic(0) == 1 << 30 && gemmlowp::tanh_of(0) == 0);
static_assert(gemmlowp::one_over_one_plus(0) == gemmlowp::one);
static_assert(gemmlowp::logistic(1 << 27) + gemmlowp::logistic(-(1 << 27)) == gemmlowp::one);
static_assert(gemmlowp::tanh_of(1 << 27) == -gemmlowp::tanh_of(-(1 << 27)));
static_assert(gemmlowp::saturating_shift_left(1 << 30, 1) == gemmlowp::one);
static_assert(gemmlowp::saturating_shift_left(-(1 << 30), 2) == -2147483648LL);

constexpr double unit = 1.0 / 2147483648.0;  // of Q0.31

/// Calls f with ends, neighbours of powers of two and random numbers from `lowest` to `highest`.
template <class F>
void for_each_number(std::int64_t lowest, std::int64_t highest, F f) {
  const auto try_it = [&](std::int64_t x) {
    if (x >= lowest && x <= highest) f(static_cast<std::int32_t>(x));
  };
  for (int bit = 0; bit < 32; ++bit)
    for (int near = -2; near <= 2; ++near)
      try_it((std::int64_t{1} << bit) + near), try_it(-(std::int64_t{1} << bit) + near);
  try_it(lowest), try_it(highest);
  support::Random random(1);
  for (int i = 0; i < 100000; ++i) try_it(random.int32_of_any_size());
}

constexpr std::int64_t least = -2147483648LL, most = 2147483647;

}  // namespace

TEST_CASE("exp, bit by bit and near the real one") {
  for_each_number(-(1 << 29), -1, [](std::int32_t a) {
    REQUIRE(gemmlowp::exp_of_quarter(a) == reference::exp_on_interval(a));
    REQUIRE(gemmlowp::exp_of_quarter(a) * unit == Approx(std::exp(a * unit)).margin(1e-6));
  });
  for_each_number(least, 0, [](std::int32_t a) {
    CAPTURE(a);
    REQUIRE(gemmlowp::exp_of_negative<4>(a) == reference::exp_on_negative_values(a, 4));
    REQUIRE(gemmlowp::exp_of_negative<5>(a) == reference::exp_on_negative_values(a, 5));
    REQUIRE(gemmlowp::exp_of_negative<4>(a) * unit == Approx(std::exp(a * unit * 16)).margin(1e-7));
    REQUIRE(gemmlowp::exp_of_negative<5>(a) * unit == Approx(std::exp(a * unit * 32)).margin(1e-7));
  });
}

TEST_CASE("reciprocals") {
  for_each_number(0, most, [](std::int32_t a) {
    CAPTURE(a);
    REQUIRE(gemmlowp::twice_reciprocal(a) == reference::newton(a));
    REQUIRE(gemmlowp::one_over_one_plus(a) == reference::one_over_one_plus_x(a));
    REQUIRE(gemmlowp::one_over_one_plus(a) * unit == Approx(1 / (1 + a * unit)).margin(1e-8));
  });
}

TEST_CASE("logistic and tanh") {
  for_each_number(least + 1, most, [](std::int32_t a) {
    CAPTURE(a);
    REQUIRE(gemmlowp::logistic(a) == reference::logistic(a));
    REQUIRE(gemmlowp::tanh_of(a) == reference::tanh(a));
    REQUIRE(gemmlowp::logistic(a) * unit == Approx(1 / (1 + std::exp(-a * unit * 16))).margin(1e-7));
    REQUIRE(gemmlowp::tanh_of(a) * unit == Approx(std::tanh(a * unit * 16)).margin(1e-6));
  });
}
