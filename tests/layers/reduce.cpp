// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/reduce.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::layers;

constexpr Extent image{4, 5, 6, 3}, matrix{1, 5, 6, 2}, vector{1, 1, 6, 1};

/// What the next layer sees of a Mean with these options.
template <auto... options>
constexpr Extent seen(Extent in) {
  const Node node = Mean<options...>::describe(in);
  return node.seen_as.rank > 0 ? node.seen_as : node.out.extent;
}
// Reduced axes vanish,
static_assert(seen<Axis::height>(image) == Extent{1, 5, 6, 2} && seen<Axis::width>(image) == Extent{1, 4, 6, 2});
static_assert(seen<Axis::channels>(image) == Extent{1, 4, 5, 2});
static_assert(seen<Axis::height, Axis::width>(image) == Extent{1, 1, 6, 1});
static_assert(seen<Axis::channels, Axis::width>(image) == Extent{1, 1, 4, 1});
static_assert(seen<Axis::height, Axis::width, Axis::channels>(image) == Extent{1, 1, 1, 1});
static_assert(seen<Axis::width>(matrix) == Extent{1, 1, 6, 1} && seen<Axis::channels>(matrix) == Extent{1, 1, 5, 1});
static_assert(seen<Axis::channels>(vector) == Extent{1, 1, 1, 1});
// or stay as 1.
static_assert(seen<Axis::height, KeepDims>(image) == Extent{1, 5, 6, 3});
static_assert(seen<KeepDims, Axis::width, Axis::channels>(image) == Extent{4, 1, 1, 3});
static_assert(seen<Axis::width, KeepDims>(matrix) == Extent{1, 1, 6, 2});
static_assert(seen<>(image) == image);

constexpr Node pool = GlobalAveragePool2D::describe(image);
static_assert(pool.op == Op::mean && pool.seen_as == Extent{1, 1, 6, 1} && summed(pool) == 20 &&
              pool.demands.multipliers == 1);
static_assert(pool.in().rows.size == 4 && pool.cols.size == 5);
static_assert(GlobalAveragePool2D::describe(matrix).fault.rule == Rule::image);

constexpr Node total = ReduceSum<Axis::width, Axis::channels>::describe(image);
static_assert(total.op == Op::mean && summed(total) == 30 && divisor(total) == 1 && divisor(pool) == 20);
constexpr Node largest = GlobalMaxPool2D::describe(image);
static_assert(largest.op == Op::reduce_max && largest.seen_as == Extent{1, 1, 6, 1} && largest.in().rows.size == 4 &&
              largest.traits.keeps_quantization && largest.demands.multipliers == 0);
static_assert(ReduceMin<Axis::channels, KeepDims>::describe(image).out.extent == Extent{4, 5, 1, 3});
static_assert(GlobalMaxPool2D::describe(matrix).fault.rule == Rule::image);

// A mean on which the truncation of its multiplier decides: 50 says the reference interpreter; rounded, it would be 51.
struct Average : Seq<GlobalAveragePool2D> {};
constexpr Parameters parameters[] = {{.output = {0.0101887f, 0}}, {.output = {0.019083096f, 0}}};
using AverageModel = Model<Average, Shape<7, 9, 1>, parameters>;
constexpr auto sum_of_5957 = [] {
  std::array<std::int8_t, 63> pixels{};
  for (std::size_t i = 0; i < 46; ++i) pixels[i] = 127;
  pixels[46] = 115;
  return pixels;
}();
static_assert(AverageModel::eval(sum_of_5957)[0] == 50);

}  // namespace

TEST_CASE("axes, as values") {
  for (int mask = 0; mask < 8; ++mask) {
    const Axes axes{(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0};
    const Extent kept = axes.kept(image), squeezed = axes.squeezed(image);
    CAPTURE(mask);
    CHECK(kept.size() == squeezed.size());
    CHECK(squeezed.rank == std::max(1, 3 - axes.h - axes.w - axes.c));
    CHECK(summed(mean("Mean", image, axes, false)) * kept.size() == image.size());
  }
}
