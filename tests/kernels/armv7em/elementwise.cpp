// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/elementwise_grid.hpp>

TEST_CASE("sums and products of tensors of any sizes") {
  support::compare_pairs<tinytmpl::targets::armv7em, false, 40>(20);
}
TEST_CASE("linear sums of tensors of different sizes") {
  support::compare_pairs<tinytmpl::targets::armv7em, true, 20>(10);
}
