// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/conv2d.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{28, 27, 6, 3};
constexpr Node conv = Conv2D<8, Kernel{3, 5}, Stride<2>, Same, Groups<2>>::describe(image);
static_assert(conv.op == Op::conv2d && conv.out.extent == Extent{14, 14, 8});
static_assert(conv.demands.weights == 8 * 15 * 3 && conv.demands.biases == 8 && conv.demands.scales == 8 &&
              conv.demands.multipliers == 8);
static_assert(conv.macs == 14 * 14 * 8 * 15 * 3 && !conv.fault.found());
static_assert(Conv2D<8, 3>::describe(image).out.extent == Extent{26, 25, 8}, "valid by default");
static_assert(Conv2D<8, 3, NoBias>::describe(image).demands.biases == 0);
static_assert(Conv2D<8, 1, Groups<6>>::describe(image).fault.rule == Rule::groups_of_filters);
static_assert(Conv2D<8, 1, Groups<4>>::describe(image).fault.rule == Rule::groups_of_channels);
static_assert(Conv2D<8, 1, Groups<4>>::describe(image).fault.needed == 4);
static_assert(Conv2D<8, 1, Groups<0>>::describe(image).fault.rule == Rule::groups);
static_assert(Conv2D<0, 1>::describe(image).fault.rule == Rule::filters);
static_assert(Conv2D<8, 3>::describe({1, 27, 6, 2}).fault.rule == Rule::image);
static_assert(Conv2D<8, 29>::describe(image).fault.rule == Rule::kernel_rows);
static_assert(Conv2D<1 << 15, 1>::describe({1, 1, 1 << 16, 3}).fault.rule == Rule::weights_size);
static_assert(Conv2D<1 << 15, 1>::describe({1, 1, 1 << 15, 3}).fault.rule == Rule::none,
              "2^30 weights are not too many");

/// Keras' formulas, written with its names.
struct Keras {
  static int output(int in, int kernel, int stride, int dilation, bool same) {
    const int dilated = kernel + (kernel - 1) * (dilation - 1);
    return same ? (in + stride - 1) / stride : (in - dilated + stride) / stride;
  }
};

}  // namespace

TEST_CASE("shapes, MACs and counts over a grid") {
  for (int h = 5; h <= 12; h += 3)
    for (int kernel_h = 1; kernel_h <= 3; ++kernel_h)
      for (int kernel_w = 1; kernel_w <= 3; ++kernel_w)
        for (int stride = 1; stride <= 3; ++stride)
          for (int dilation = 1; dilation <= 2; ++dilation)
            for (int groups = 1; groups <= 3; ++groups)
              for (bool same : {false, true}) {
                CAPTURE(h, kernel_h, kernel_w, stride, dilation, groups, same);
                const Window window{kernel_h, kernel_w, stride, stride, dilation, dilation, same};
                const int filters = 2 * groups, c = 6;
                const Node node = conv2d({h, h + 2, c, 3}, filters, window, groups, stride == 1);
                const int out_h = Keras::output(h, kernel_h, stride, dilation, same);
                const int out_w = Keras::output(h + 2, kernel_w, stride, dilation, same);
                REQUIRE(node.out.extent == Extent{out_h, out_w, filters});
                REQUIRE(node.demands.weights == kernel_h * kernel_w * c / groups * filters);
                REQUIRE(node.macs == std::int64_t{out_h} * out_w * node.demands.weights);
                REQUIRE(node.demands.biases == (stride == 1 ? filters : 0));
                REQUIRE_FALSE(node.fault.found());
              }
}
