// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/reshape.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{4, 5, 6, 3};
constexpr Node matrix = Reshape<Shape<10, 12>>::describe(image);
static_assert(matrix.op == Op::move && matrix.out.extent == Extent{1, 10, 12, 2} && matrix.traits.keeps_quantization);
static_assert(matrix.in().rows.size == 4 && matrix.in().rows.stride == 0, "reads all for each row");
static_assert(Flatten::describe(image).out.extent == Extent{1, 1, 120, 1});
static_assert(Reshape<Shape<5>>::describe(image).fault.rule == Rule::elements);
static_assert(Reshape<Shape<5>>::describe(image).fault.needed == 120);
static_assert(Reshape<Shape<5>>::describe(image).out.extent == image, "goes on with what passes");

}  // namespace

TEST_CASE("a reshape computes nothing") {
  const Node node = reshape("Reshape", image, {1, 1, 120, 1});
  CHECK((node.macs == 0 && node.demands.weights == 0 && node.demands.multipliers == 0 && !node.traits.clamps));
}
