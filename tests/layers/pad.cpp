// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/pad.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{4, 5, 6, 3};
static_assert(Pad<1>::describe(image).out.extent == Extent{6, 7, 6});
static_assert(Pad<1, 2>::describe(image).out.extent == Extent{7, 7, 6}, "left and right as the top");
constexpr Node all = Pad<1, 2, 3, 4, 5, 6>::describe(image);
static_assert(all.out.extent == Extent{7, 12, 17} && all.in().rows.before == 1 && all.cols.before == 3 &&
              channels_before(all) == 5);
static_assert(all.traits.keeps_quantization && !all.traits.clamps && all.macs == 0);
static_assert(Pad<0, 0, 0, -1>::describe(image).fault.rule == Rule::padding);
static_assert(Pad<0, 0, 0, -1>::describe(image).out.extent == image, "goes on with what passes");

}  // namespace

TEST_CASE("the least padding") {
  CHECK(Padding{1, 2, 3, 4, 5, 6}.least() == 1);
  CHECK(Padding{1, 2, 3, 4, 5, -6}.least() == -6);
  CHECK(Padding{}.least() == 0);
}
