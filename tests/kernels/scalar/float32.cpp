// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/with_fpu.hpp>

#include <support/real_grid.hpp>

using namespace support;
using targets::scalar_with_fpu, targets::xtensa_with_fpu;

TEST_CASE("convolutions and dense layers of float32, in 32 registers") {
  compare_real_convolutions<scalar_with_fpu, 8>(60);
}
TEST_CASE("convolutions and dense layers of float32, in 16 registers") {
  compare_real_convolutions<xtensa_with_fpu, 8>(60);
}
TEST_CASE("depthwise convolutions of float32 on other cores with an FPU") {
  compare_real_depthwise<scalar_with_fpu, 4>(60);
}
