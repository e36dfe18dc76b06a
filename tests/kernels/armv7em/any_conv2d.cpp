// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::armv7em;

TEST_CASE("convolutions of all kinds, in groups, too") { compare_convolutions<armv7em, Difficulty::usual, 24>(40); }
TEST_CASE("convolutions as ONNX Runtime's") { compare_convolutions<armv7em, Difficulty::onnx, 12>(40); }
TEST_CASE("convolutions whose weights have a zero point, and dense layers by factors") {
  compare_convolutions<armv7em, Difficulty::zero_point, 16>(40);
  compare_convolutions<armv7em, Difficulty::factors, 12>(40);
}
TEST_CASE("convolutions with shifts that are out of range") {
  compare_convolutions<armv7em, Difficulty::shifts, 16>(40);
}
