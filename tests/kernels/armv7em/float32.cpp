// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/real_grid.hpp>

using namespace support;
using targets::armv7em;

TEST_CASE("convolutions and dense layers of float32") { compare_real_convolutions<armv7em, 24>(60); }
TEST_CASE("depthwise convolutions of float32") { compare_real_depthwise<armv7em, 24>(60); }
