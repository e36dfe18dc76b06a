// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv81m.hpp>

#include <support/elementwise_grid.hpp>

using namespace support;
using targets::armv81m;

TEST_CASE("products of tensors of any sizes, and sums") { compare_pairs<armv81m, false, 40>(20); }
TEST_CASE("largest of all windows") { compare_pools<armv81m, 20>(20); }
TEST_CASE("tables") { compare_lookups<armv81m>(); }
