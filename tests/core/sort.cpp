// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/sort.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <support/random.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr Array<int, 5> sorted = [] {
  Array<int, 5> items{3, 1, 2, 9, 0};
  merge_sort(items, 3, [](int a, int b) { return a < b; });
  return items;
}();
static_assert(sorted == Array<int, 5>{1, 2, 3, 9, 0}, "the first three, and no more");

}  // namespace

TEST_CASE("it sorts as std::stable_sort does, any number of items") {
  const auto less = [](int a, int b) { return a / 8 < b / 8; };  // many are equal
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    support::Random random(seed);
    Array<int, 100> items;
    const int count = random.between(0, 100);
    for (int& item : items) item = random.between(0, 99);
    Array<int, 100> expected = items;
    std::stable_sort(expected.begin(), expected.begin() + count, less);
    merge_sort(items, count, less);
    INFO("seed " << seed);
    CHECK(items == expected);
  }
}
