// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/dense.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Node vector = Dense<10>::describe({1, 1, 64, 1});
static_assert(vector.op == Op::dense && vector.out.extent == Extent{1, 1, 10, 1} && vector.macs == 640);
static_assert(vector.demands.weights == 640 && vector.demands.biases == 10 && vector.demands.scales == 10 &&
              vector.demands.multipliers == 10);

// An image is read in its layout, all rows for the one output row.
constexpr Node image = Dense<10, NoBias>::describe({4, 5, 6, 3});
static_assert(image.out.extent == Extent{1, 1, 10, 1} && image.demands.weights == 1200 && image.macs == 1200 &&
              image.demands.biases == 0);
static_assert(image.in().rows.size == 4 && image.cols.size == 5);

// On the last axis it is a 1 x 1 convolution, and the rank stays.
constexpr Node last = Dense<10, LastAxis>::describe({4, 5, 6, 3});
static_assert(last.op == Op::conv2d && last.out.extent == Extent{4, 5, 10, 3} && last.demands.weights == 60 &&
              last.macs == 1200);
static_assert(Dense<10, LastAxis>::describe({1, 5, 6, 2}).out.extent == Extent{1, 5, 10, 2});
static_assert(Dense<10, LastAxis>::describe({1, 1, 6, 1}).out.extent == Extent{1, 1, 10, 1});
static_assert(Dense<10, LastAxis, NoBias>::describe({1, 1, 6, 1}).demands.biases == 0);

static_assert(Dense<0>::describe({1, 1, 6, 1}).fault.rule == Rule::filters);
static_assert(Dense<(1 << 20)>::describe({1, 1, 1 << 11, 1}).fault.rule == Rule::weights_size);

}  // namespace

TEST_CASE("every output sees every input") {
  for (int units = 1; units <= 4; ++units) {
    const Node node = dense({3, units, 7, 3}, units);
    CHECK(node.macs == std::int64_t{21} * units * units);
    CHECK(node.demands.weights == node.macs);
  }
}
