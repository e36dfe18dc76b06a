// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/real_sum.hpp>

#include <limits>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl::core;
using Reals = std::numeric_limits<float>;

static_assert(steps_of_sum(1, 2, 0.5f) == 6 && steps_of_sum(1, -2, 0.5f) == -2);
static_assert(steps_of_sum(0.25f, 0, 0.5f) == 0 && steps_of_sum(0.75f, 0, 0.5f) == 2, "half to even");
static_assert(steps_of_sum(-0.25f, 0, 0.5f) == 0 && steps_of_sum(-0.5f, -0.25f, 0.5f) == -2);
static_assert(steps_of_sum(1e30f, 0, 1e-3f) == 1024 && steps_of_sum(-1e30f, 0, 1e-3f) == -1024);
static_assert(steps_of_sum(1, 1, 0) == 0);

}  // namespace

TEST_CASE("what is not a number is at the lower end") {
  CHECK(steps_of_sum(Reals::quiet_NaN(), 0, 1) == -1024);
  CHECK(steps_of_sum(Reals::infinity(), -Reals::infinity(), 1) == -1024);
  CHECK(steps_of_sum(Reals::infinity(), 0, 1) == 1024);
}
