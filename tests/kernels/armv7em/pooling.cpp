// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::armv7em;

TEST_CASE("pools of all windows") { compare_pools<armv7em, 30>(30); }
TEST_CASE("pools as ONNX Runtime's") { compare_pools<armv7em, 12, Difficulty::onnx>(30); }
TEST_CASE("sums of rows, one after the other") { compare_sums<armv7em, Element::int16>(); }
TEST_CASE("tables") { compare_lookups<armv7em>(); }
