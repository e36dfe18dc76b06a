// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/concat.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{4, 5, 6, 3};
static_assert(Concat<>::describe(image, image).out.extent == Extent{4, 5, 12}, "channels by default");
static_assert(Concat<Axis::width>::describe(image, Extent{4, 1, 6}, image).out.extent == Extent{4, 11, 6});
constexpr Node tall = Concat<Axis::height>::describe(image, Extent{2, 5, 6}, image);
static_assert(tall.out.extent == Extent{10, 5, 6} && tall.operand_count == 3);
static_assert(tall.in(1).rows.before == 4 && tall.in(2).rows.before == 6, "where each part begins");
static_assert(Concat<>::describe(Extent{1, 1, 3, 1}, Extent{1, 1, 4, 1}).out.extent == Extent{1, 1, 7, 1});
static_assert(tall.traits.keeps_quantization && !tall.traits.clamps && tall.demands.weights == 0);

static_assert(Concat<>::describe(image, Extent{3, 5, 6}).fault.rule == Rule::joined);
static_assert(Concat<>::describe(image, Extent{4, 4, 6}).fault.rule == Rule::joined);
static_assert(Concat<Axis::height>::describe(image, Extent{4, 5, 7}).fault.rule == Rule::joined);

}  // namespace

TEST_CASE("up to eight parts") {
  Extent parts[9];
  for (Extent& part : parts) part = image;
  CHECK(concat(Axis::channels, parts, 8).out.extent.c == 48);
  CHECK_FALSE(concat(Axis::channels, parts, 8).fault.found());
  CHECK(concat(Axis::channels, parts, 9).fault.rule == Rule::joined_tensors);
}
