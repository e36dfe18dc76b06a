// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/scalar.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::scalar;

TEST_CASE("convolutions of all kinds, in groups, too") { compare_convolutions<scalar, Difficulty::usual, 16>(30); }
TEST_CASE("convolutions whose weights have a zero point, and dense layers by factors") {
  compare_convolutions<scalar, Difficulty::zero_point, 16>(40);
  compare_convolutions<scalar, Difficulty::factors, 12>(40);
}
TEST_CASE("convolutions with shifts that are out of range") {
  compare_convolutions<scalar, Difficulty::shifts, 12>(30);
}
TEST_CASE("convolutions as ONNX Runtime's") { compare_convolutions<scalar, Difficulty::onnx, 6>(30); }
TEST_CASE("convolutions rounded once") { compare_convolutions<scalar, Difficulty::once, 6>(30); }
