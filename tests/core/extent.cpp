// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/extent.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

static_assert(Shape<4, 5, 6>::extent == Extent{4, 5, 6, 3});
static_assert(Shape<5, 6>::extent == Extent{1, 5, 6, 2}, "a matrix is one row");
static_assert(Shape<6>::extent == Extent{1, 1, 6, 1});
static_assert(Shape<4, 5, 6>::extent.row() == 30 && Shape<4, 5, 6>::extent.size() == 120);
static_assert(Shape<1, 1, 6>::extent != Shape<6>::extent, "the rank counts");
static_assert(Shape<1, 1, 6>::extent.same_size(Shape<6>::extent), "here it does not");
static_assert(Extent{} == Extent{1, 1, 1, 3});
static_assert(Shape<1 << 15, 1 << 14, 2>::extent.size() == 1 << 30, "as many as there may be");
static_assert(Extent{1 << 20, 1 << 20, 1 << 20}.size() > 1 << 30, "too many do not overflow");
static_assert(Extent{1 << 15, 1 << 15, 2}.size() > 1 << 30);

constexpr Extent converted = Shape<7, 8>{};
static_assert(converted == Extent{1, 7, 8, 2});

}  // namespace

TEST_CASE("an extent without rows has no elements") {
  CHECK(Extent{0, 3, 4}.size() == 0);
  CHECK(Extent{1, 1, 0, 1}.size() == 0);
}
