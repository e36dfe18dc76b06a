// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv6m.hpp>

#include <support/kernel_grid.hpp>

using namespace support;

TEST_CASE("depthwise windows of all kinds") { compare_depthwise<targets::armv6m, Difficulty::usual, 20>(20); }
TEST_CASE("depthwise windows whose weights have a zero point") {
  compare_depthwise<targets::armv6m, Difficulty::zero_point, 8>(20);
}
TEST_CASE("depthwise windows with shifts that are out of range") {
  compare_depthwise<targets::armv6m, Difficulty::shifts, 4>(20);
}
