// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/node.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr Extent image{6, 4, 3, 3};

// A fault is the first broken rule, with both numbers; the description goes on.
constexpr Fault first_fault = [] {
  Node node;
  node.layer = 5;
  node.require(true, Rule::rows, 1, 2);
  node.require_at_least(Rule::kernel_rows, 3, 2);
  node.require_equal(Rule::channels, 8, 9);
  return node.fault;
}();
static_assert(first_fault.found() && first_fault.rule == Rule::kernel_rows);
static_assert(first_fault.layer == 5 && first_fault.needed == 3 && first_fault.given == 2);
static_assert(!Fault{}.found() && !Node{}.fault.found());

constexpr Node lookup = elementwise("Tanh", image, rescaled);
static_assert(lookup.op == Op::lookup && lookup.out.extent == image && lookup.demands.table_bytes == 256);
static_assert(lookup.traits.overwrites == Overwrites::operand && lookup.operand_count == 1 &&
              lookup.in().extent == image);
static_assert(lookup.bytes() == 72 && lookup.row_bytes() == 12 && lookup.kept_rows() == 6);

constexpr Node sums = [] {
  Node node = unary(Op::row_sum, "Mean", image, image);
  node.traits.accumulates = true, node.out.element = Element::int16;
  return node;
}();
static_assert(sums.kept_rows() == 1 && sums.bytes() == 24, "all rows in one place");

constexpr Node whole = [] {
  Node node = unary(Op::move, "Flatten", image, {1, 1, 72, 1});
  read_whole(node);
  return node;
}();
static_assert(whole.in().rows.size == 6 && whole.in().rows.stride == 0);

}  // namespace

TEST_CASE("a window that cannot slide is one fault") {
  const auto fault = [](Window window, Extent in, int channels) {
    return windowed(Op::conv2d, "Conv2D", window, in, channels).fault;
  };
  CHECK(!fault({3, 3}, image, 8).found());
  CHECK(fault({7, 3}, image, 8).rule == Rule::kernel_rows);
  CHECK(fault({3, 5}, image, 8).rule == Rule::kernel_columns);
  CHECK(fault({.kernel_h = 3, .kernel_w = 3, .dilation_h = 3}, image, 8).needed == 7);
  CHECK(!fault({.kernel_h = 7, .kernel_w = 5, .same = true}, image, 8).found());
  CHECK(fault({3, 3}, {1, 4, 3, 2}, 8).rule == Rule::image);
  CHECK(fault({3, 3}, image, 0).rule == Rule::filters);
  CHECK(fault({.kernel_h = 3, .stride_h = 0}, image, 1).rule == Rule::window);
  CHECK(fault({.kernel_w = 3, .dilation_w = 0}, image, 1).rule == Rule::window);
  CHECK(fault({.kernel_w = -1}, image, 1).rule == Rule::window);
}
