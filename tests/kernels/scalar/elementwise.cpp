// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/scalar.hpp>

#include <support/elementwise_grid.hpp>

TEST_CASE("sums and products of tensors of any sizes") {
  support::compare_pairs<tinytmpl::targets::scalar, false, 40>(20);
}
TEST_CASE("linear sums of tensors of different sizes") {
  support::compare_pairs<tinytmpl::targets::scalar, true, 20>(10);
}
