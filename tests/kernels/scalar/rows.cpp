// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/scalar.hpp>

#include <support/kernel_grid.hpp>

using namespace support;
using targets::scalar;

TEST_CASE("pools of all windows") { compare_pools<scalar, 24>(30); }
TEST_CASE("means divide by a product") {
  for (int count = 1; count <= 256; ++count) {
    const kernels::scalar::pools::Divider divide(count);
    for (int sum = -128 * count; sum <= 127 * count; ++sum)
      if (divide(sum) != kernels::portable::rounded_mean(sum, count)) FAIL(sum << " / " << count);
  }
}
TEST_CASE("sums of rows, one after the other") {
  compare_sums<scalar, Element::int16>(), compare_sums<scalar, Element::int32>();
}
TEST_CASE("tables") { compare_lookups<scalar>(); }
