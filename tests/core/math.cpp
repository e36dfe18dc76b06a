// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/math.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include <support/random.hpp>
#include <tinytmpl/core/array.hpp>
#include <tinytmpl/core/fixed_string.hpp>

namespace {

namespace tt = tinytmpl::core;

static_assert(tt::minimum(2, 3) == 2 && tt::maximum(2, 3) == 3 && tt::bounded(5, 0, 4) == 4 &&
              tt::bounded(-1, 0, 4) == 0);
static_assert(tt::divide_up(7, 3) == 3 && tt::divide_up(6, 3) == 2 && tt::divide_up(0, 3) == 0);
static_assert(tt::nearest_integer(0.5) == 1 && tt::nearest_integer(-0.5) == -1 && tt::nearest_integer(-2.4) == -2 &&
              tt::nearest_integer(1e15) == 1000000000000000);

// An array may be empty, and may be a template argument.
static_assert(tt::Array<int, 0>::size() == 0);
template <tt::Array<int, 2> array>
constexpr int sum = array[0] + array[1];
static_assert(sum<tt::Array<int, 2>{3, 4}> == 7);

static_assert(tt::same_text("stem", tt::FixedString("stem").text));
static_assert(!tt::same_text("stem", "ste") && !tt::same_text("ste", "stem") && tt::same_text("", ""));

}  // namespace

TEST_CASE("clamp and round are the standard library's") {
  support::Random random(1);
  for (int i = 0; i < 10000; ++i) {
    const int low = random.between(-50, 50), high = low + random.below(50), x = random.between(-100, 100);
    REQUIRE(tt::bounded(x, low, high) == std::clamp(x, low, high));
    const double real = (random.unit() - 0.5) * 1e6, half = std::floor(real) + 0.5;
    REQUIRE(tt::nearest_integer(real) == std::llround(real));
    REQUIRE(tt::nearest_integer(half) == std::llround(half));
  }
}
