// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/pooling.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{9, 8, 4, 3};
constexpr Node most = MaxPool2D<2>::describe(image);
static_assert(most.op == Op::max_pool && most.out.extent == Extent{4, 4, 4} && most.in().rows.stride == 2,
              "stride = kernel");
static_assert(most.demands.weights == 0 && most.macs == 0 && most.demands.multipliers == 0 &&
              most.traits.keeps_quantization && most.traits.clamps);
static_assert(MaxPool2D<Kernel{3, 2}>::describe(image).out.extent == Extent{3, 4, 4});
static_assert(MaxPool2D<3, Stride<1>>::describe(image).out.extent == Extent{7, 6, 4});
static_assert(MaxPool2D<2, Same>::describe(image).out.extent == Extent{5, 4, 4});
static_assert(AveragePool2D<3, Stride<2>, Same>::describe(image).out.extent == Extent{5, 4, 4});
static_assert(AveragePool2D<2>::describe(image).op == Op::average_pool);
static_assert(MaxPool2D<10>::describe(image).fault.rule == Rule::kernel_rows);
static_assert(MaxPool2D<Kernel{2, 9}>::describe(image).fault.rule == Rule::kernel_columns);
static_assert(AveragePool2D<2>::describe({1, 8, 4, 2}).fault.rule == Rule::image);

}  // namespace

TEST_CASE("a pool keeps the channels, whatever its window") {
  for (int kernel = 1; kernel <= 4; ++kernel)
    for (int stride = 1; stride <= 4; ++stride)
      for (bool same : {false, true}) {
        const Node node = pool(Op::average_pool, image, {kernel, kernel, stride, stride, 1, 1, same});
        CHECK(node.out.extent.c == 4);
        CHECK(node.out.extent.h == (same ? (9 + stride - 1) / stride : (9 - kernel) / stride + 1));
        CHECK(node.traits.overwrites == Overwrites::read_row);
      }
}
