// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/xtensa.hpp>

#include <support/depthwise_3x3.hpp>

using namespace support::depthwise_3x3;
using tinytmpl::targets::scalar, tinytmpl::targets::xtensa;

TEST_CASE("stride 1, with all paddings") {
  compare_stride_1<scalar>();
  compare_stride_1<xtensa>();
}
TEST_CASE("stride 2, with all paddings") {
  compare_stride_2<scalar>();
  compare_stride_2<xtensa>();
}
