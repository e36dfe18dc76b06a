// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/scalar.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::scalar;

TEST_CASE("depthwise windows of all kinds") { compare_depthwise<scalar, Difficulty::usual, 24>(40); }
TEST_CASE("depthwise windows whose weights have a zero point") {
  compare_depthwise<scalar, Difficulty::zero_point, 16>(40);
}
TEST_CASE("depthwise windows with shifts that are out of range") {
  compare_depthwise<scalar, Difficulty::shifts, 10>(40);
}
TEST_CASE("depthwise windows as ONNX Runtime's") { compare_depthwise<scalar, Difficulty::onnx, 5>(40); }
TEST_CASE("depthwise windows rounded once") { compare_depthwise<scalar, Difficulty::once, 5>(40); }
