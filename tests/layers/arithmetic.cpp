// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/arithmetic.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/core/extent.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{4, 5, 6, 3};
constexpr Node add = Add::describe(image, image);
static_assert(add.op == Op::add && add.out.extent == image && add.operand_count == 2 && add.demands.multipliers == 3);
static_assert(add.traits.overwrites == Overwrites::operand && !add.traits.keeps_quantization && add.traits.clamps);
static_assert(Mul::describe(image, image).demands.multipliers == 1 && Sub::describe(image, image).op == Op::sub);

// numpy's broadcasting: extents from the last on, equal or 1.
static_assert(Add::describe(image, {1, 1, 6, 1}).out.extent == image &&
              Add::describe({1, 1, 1, 1}, image).out.extent == image);
static_assert(Mul::describe({4, 1, 6, 3}, {1, 5, 1, 2}).out.extent == image);
static_assert(Add::describe({1, 1, 6, 1}, {1, 5, 6, 2}).out.extent == Extent{1, 5, 6, 2}, "the larger rank");
static_assert(Mul::describe(image, {1, 5, 6, 2}).in(1).rows.stride == 0, "one row for all");
static_assert(Mul::describe(image, image).in(1).rows.stride == 1);
static_assert(Add::describe(image, {3, 5, 6, 3}).fault.rule == Rule::height);
static_assert(Add::describe(image, {4, 2, 6, 3}).fault.rule == Rule::width);
static_assert(Sub::describe(image, {4, 5, 3, 3}).fault.rule == Rule::channels);

// A constant operand is given by the layer's weights.
constexpr Node scaled = WithConstant<Mul, Shape<6>>::describe(image);
static_assert(scaled.operand_count == 2 && scaled.in(1).given && !scaled.in(0).given && scaled.out.extent == image);
static_assert(scaled.in(1).extent == Extent{1, 1, 6, 1} && scaled.demands.weights == 0);
constexpr Node reversed = WithConstant<Sub, Shape<4, 5, 6>, ConstantFirst>::describe({1, 1, 6, 1});
static_assert(reversed.in(0).given && !reversed.in(1).given && reversed.out.extent == Extent{4, 5, 6, 3});
static_assert(reversed.in(1).extent == Extent{1, 1, 6, 1} && reversed.in(1).rows.stride == 0);
constexpr Node constant = constant_node({1, 1, 6, 1}, 3);
static_assert(constant.out.storage == Storage::constant && constant.demands.weights == 6 &&
              constant.demands.scales == 1 && constant.layer == 3);

}  // namespace

TEST_CASE("all pairs of extents that broadcast, and those that do not") {
  for (int mask = 0; mask < 64; ++mask) {
    const Extent a{mask & 1 ? 4 : 1, mask & 2 ? 5 : 1, mask & 4 ? 6 : 1},
        b{mask & 8 ? 4 : 1, mask & 16 ? 5 : 1, mask & 32 ? 6 : 1};
    const Node node = arithmetic(Op::add, "Add", a, b);
    CHECK(node.out.extent == Extent{maximum(a.h, b.h), maximum(a.w, b.w), maximum(a.c, b.c)});
    CHECK_FALSE(node.fault.found());
    Extent wrong = b;
    wrong.w = 3;
    CHECK(arithmetic(Op::add, "Add", a, wrong).fault.found() == (a.w == 5));
  }
}
