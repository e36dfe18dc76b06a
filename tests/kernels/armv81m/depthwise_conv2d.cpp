// SPDX-License-Identifier: BSL-1.0
#define TINYTMPL_TARGET armv81m
#include "compare.hpp"

#include <catch2/catch.hpp>

TEST_CASE("depthwise windows of all kinds, in place, too") {
  CHECK(compare::find_difference<compare::Depthwise, 60>(40) == -1);
}
