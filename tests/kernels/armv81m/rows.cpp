// SPDX-License-Identifier: BSL-1.0
#define TINYTMPL_TARGET armv81m
#include "rows.hpp"

#include <catch2/catch.hpp>

TEST_CASE("linear sums, in place, too") { CHECK(compare::find_difference<compare::LinearSums, 20>(40) == -1); }
TEST_CASE("sums of columns") { CHECK(compare::find_difference<compare::ColumnSums, 20>(20) == -1); }
