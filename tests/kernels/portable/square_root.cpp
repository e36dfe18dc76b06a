// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/filter_bank.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>

using tinytmpl::kernels::portable::square_root;

namespace {

using Wide = unsigned long long;

bool is_root(std::uint64_t x) {
  const std::uint64_t root = square_root(x), next = root + 1;
  return root * root <= x && (next > 0xFFFFFFFF || next * next > x);
}

}  // namespace

TEST_CASE("square roots are rounded down, beside each square, too") {
  STATIC_REQUIRE(square_root(0) == 0);
  STATIC_REQUIRE(square_root(~std::uint64_t{0}) == 0xFFFFFFFF);
  support::Random random(1);
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const std::uint64_t root = (random.next() >> 32) >> random.below(32), any = random.next() >> random.below(64);
    for (const std::uint64_t x : {i, ~i, any, root * root, root * root - 1, root * root + 2 * root}) {
      INFO(Wide{x});
      if (!is_root(x)) FAIL("it is not the root");
    }
  }
}
