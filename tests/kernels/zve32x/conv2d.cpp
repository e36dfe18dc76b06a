// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;

/// Windows of all kinds: widths and channels of all remainders, columns outside the image.
constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  Sliding cols{random.between(1, 4), random.between(1, 3), random.of(1, 1, 2), 0};
  cols.before = random.below(cols.size + 1);
  const RowShape out{random.of(1, random.between(2, 20)), random.of(random.between(1, 20), random.between(17, 70))};
  const int reach = cols.start(out.w - 1) + cols.reach();
  const RowShape in{maximum(1, reach - random.below(cols.size)), random.of(1, 3, 4, 8, random.between(1, 19))};
  return windowed(random, Op::conv2d, in, out, random.between(1, 4), cols);
}
constexpr Geometry pointwise(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const Sliding cols{1, random.between(1, 2), 1, 0};
  const RowShape out{random.between(1, 13), random.between(1, 70)};
  return windowed(random, Op::conv2d, {(out.w - 1) * cols.stride + 1, random.between(1, 70)}, out, 1, cols);
}
constexpr Geometry dense(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const RowShape in{random.between(1, 5), random.between(1, 70)};
  return windowed(random, Op::conv2d, in, {1, random.between(1, 70)}, random.between(1, 3), {in.w, 1, 1, 0});
}

constexpr auto compare_convolution = []<Geometry g>(Random& random) {
  compare<g>(random, promised(random, g, g.kernel_h * g.cols.size * g.filter_c).constants);
};

// What these kernels do not do is left to others.
constexpr bool takes(Numbers numbers) {
  Geometry g = pointwise(1);
  g.numbers = numbers;
  return kernels::takes<kernels::zve32x::Convolution>(g);
}
static_assert(takes({.least_shift = 0, .clamps_below = true}) && takes({.least_shift = 1, .clamps_below = false}));
static_assert(!takes({.least_shift = -1, .clamps_below = true}) && !takes({.least_shift = 0, .clamps_below = false}));
static_assert(!takes({.sum_bits = 32}) && takes({.sum_bits = 31}));

}  // namespace

TEST_CASE("windows, strides and channels of all kinds") { for_each_geometry<any, 24>(40, compare_convolution); }
TEST_CASE("pointwise") { for_each_geometry<pointwise, 10>(40, compare_convolution); }
TEST_CASE("dense") { for_each_geometry<dense, 8>(40, compare_convolution); }
