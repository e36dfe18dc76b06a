// SPDX-License-Identifier: BSL-1.0
#include "units.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

TEST_CASE("two units of a program share models and their kernels") {
  using namespace units;
  constexpr auto first = First::eval(sample), second = Second::eval(sample);
  STATIC_REQUIRE_FALSE(std::equal(first.begin(), first.end(), second.begin()));
  static First here;
  CHECK(run_elsewhere(here) == first[1]);
  CHECK(run_elsewhere(shared) == first[1]);
  CHECK(here.output()[1] == first[1]);
  CHECK(first_elsewhere() == first[1]);
  CHECK(second_elsewhere() == second[1]);
}
