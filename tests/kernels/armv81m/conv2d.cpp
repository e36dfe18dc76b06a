// SPDX-License-Identifier: BSL-1.0
// The kernels of armv81m on a host: the same packed constants, and C++ instead of the assembler.
#define TINYTMPL_TARGET armv81m
#include "compare.hpp"

#include <catch2/catch.hpp>

TEST_CASE("pixels and dense layers, of any depth and any number of filters") {
  CHECK(compare::find_difference<compare::Pointwise, 40>(40) == -1);
}

TEST_CASE("deep pixels") { CHECK(compare::find_difference<compare::Deep, 6>(2) == -1); }

TEST_CASE("windows of all kinds") { CHECK(compare::find_difference<compare::Windows, 60>(40) == -1); }

TEST_CASE("windows that share columns") { CHECK(compare::find_difference<compare::SlidingWindows, 16>(40) == -1); }
