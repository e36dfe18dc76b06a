// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::armv7em;

TEST_CASE("depthwise windows of all kinds") { compare_depthwise<armv7em, Difficulty::usual, 24>(40); }
TEST_CASE("depthwise windows whose weights have a zero point") {
  compare_depthwise<armv7em, Difficulty::zero_point, 16>(40);
}
TEST_CASE("depthwise windows with shifts that are out of range") {
  compare_depthwise<armv7em, Difficulty::shifts, 12>(40);
}
