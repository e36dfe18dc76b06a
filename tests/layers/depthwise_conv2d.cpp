// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/depthwise_conv2d.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{28, 27, 6, 3};
constexpr Node depthwise = DepthwiseConv2D<Kernel{3, 5}, Stride<2>, Same, DepthMultiplier<2>>::describe(image);
static_assert(depthwise.op == Op::depthwise_conv2d && depthwise.out.extent == Extent{14, 14, 12});
static_assert(depthwise.demands.weights == 15 * 12 && depthwise.demands.biases == 12 && depthwise.demands.scales == 12);
static_assert(depthwise.macs == 14 * 14 * 12 * 15);
static_assert(DepthwiseConv2D<3, NoBias>::describe(image).demands.biases == 0);
static_assert(DepthwiseConv2D<3, DepthMultiplier<0>>::describe(image).fault.rule == Rule::filters);
static_assert(DepthwiseConv2D<3>::describe({1, 1, 6, 1}).fault.rule == Rule::image);
// Each output channel comes from one input channel in the same place: its row may lie over the oldest one read.
static_assert(DepthwiseConv2D<3>::describe(image).traits.overwrites == Overwrites::read_row);
static_assert(depthwise.traits.overwrites == Overwrites::nothing);

}  // namespace

TEST_CASE("as many multiplications as taps, for each output") {
  for (int multiplier = 1; multiplier <= 3; ++multiplier)
    for (int stride = 1; stride <= 2; ++stride) {
      const Node node = depthwise_conv2d({9, 8, 5, 3}, {3, 2, stride, stride}, multiplier, false);
      CHECK(node.out.extent == Extent{stride == 1 ? 7 : 4, stride == 1 ? 7 : 4, 5 * multiplier});
      CHECK(node.macs == std::int64_t{6} * node.out.extent.size());
      CHECK(node.demands.weights == 30 * multiplier);
      CHECK(node.demands.biases == 0);
    }
}
