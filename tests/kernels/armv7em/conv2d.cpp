// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;
using kernels::armv7em::Form, kernels::armv7em::shape_of;

/// Windows of all kinds: widths and channels of all remainders, columns outside the image.
constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  Sliding cols{random.between(1, 4), random.between(1, 3), random.of(1, 1, 1, 2), 0};
  cols.before = random.below(cols.size);
  const RowShape out{random.of(1, random.between(2, 9)), random.between(1, 13)};
  const int reach = cols.start(out.w - 1) + cols.reach();
  const RowShape in{maximum(1, reach - random.below(cols.size)), random.of(1, 3, 4, 8, 16, random.between(1, 19))};
  return windowed(random, Op::conv2d, in, out, random.between(1, 4), cols);
}
/// Two elements a step down: pairs of pixels below each other.
constexpr Geometry vertical(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const int channels = random.of(1, 2), stride = 2 / channels, size = random.between(1, 4);
  Sliding cols{size, stride, 1, random.below(size)};
  const RowShape out{random.between(1, 5), random.between(1, 9)};
  const RowShape in{maximum(1, cols.start(out.w - 1) + cols.reach() - random.below(size)), channels};
  return windowed(random, Op::conv2d, in, out, channels == 2 ? random.between(2, 5) : 4, cols);
}
/// One pixel a row, as over time: pairs of rows, or single ones where there are no bands.
constexpr Geometry upright(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const RowShape in{random.of(1, 1, random.between(2, 3)), random.of(1, 3, 4, 8, 16, random.between(1, 19))};
  Geometry g = windowed(random, Op::conv2d, in, {1, random.between(1, 13)}, random.between(2, 9), {in.w, 1, 1, 0});
  g.stride_h = random.between(1, 3), g.bands = !random.one_in(4);
  return g;
}
constexpr Geometry pointwise(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const Sliding cols{1, random.between(1, 2), 1, 0};
  const RowShape out{random.between(1, 7), random.between(1, 10)};
  const RowShape in{(out.w - 1) * cols.stride + 1, random.of(4 * random.between(1, 16), random.between(1, 40))};
  return windowed(random, Op::conv2d, in, out, 1, cols);
}
constexpr Geometry dense(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const RowShape in{random.of(1, random.between(1, 5)), random.of(32 * random.between(1, 6), random.between(1, 70))};
  return windowed(random, Op::conv2d, in, {1, random.between(1, 20)}, random.of(1, random.between(1, 3)),
                  {in.w, 1, 1, 0});
}

constexpr auto compare_convolution = []<Geometry g>(Random& random) {
  const auto numbers = promised(random, g, g.kernel_h * g.cols.size * g.filter_c, 2, 31);
  compare<g>(random, numbers.constants);
};

static_assert(shape_of(vertical(0)).form == Form::vertical && shape_of(vertical(7)).form == Form::vertical);
static_assert(shape_of(pointwise(0)).form == Form::pixels);

// What these kernels do not do has slower ones: any_conv2d.cpp.
constexpr bool takes(Numbers numbers) {
  Geometry g = pointwise(1);
  g.numbers = numbers;
  return kernels::takes<kernels::armv7em::PairedFilters>(g);
}
static_assert(takes({}));
static_assert(!takes({.sum_bits = 24}));
static_assert(!takes({.least_shift = 1}));
static_assert(!takes({.minus_128 = true}));

}  // namespace

TEST_CASE("windows, strides and channels of all kinds") { for_each_geometry<any, 40>(40, compare_convolution); }
TEST_CASE("pairs of pixels below each other") { for_each_geometry<vertical, 12>(40, compare_convolution); }
TEST_CASE("pointwise") { for_each_geometry<pointwise, 20>(40, compare_convolution); }
TEST_CASE("dense") { for_each_geometry<dense, 24>(40, compare_convolution); }
TEST_CASE("one pixel a row") { for_each_geometry<upright, 24>(40, compare_convolution); }
TEST_CASE("convolutions by float32") {
  for_each_geometry<as_onnx<any>, 12>(40, compare_convolution);
  for_each_geometry<as_onnx<pointwise>, 8>(40, compare_convolution);
  for_each_geometry<as_onnx<dense>, 8>(40, compare_convolution);
}
