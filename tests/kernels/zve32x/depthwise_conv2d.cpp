// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const int size = random.of(3, random.between(1, 5));
  const Sliding cols{size, random.between(1, 2), random.of(1, 1, 1, 2), random.below(size)};
  const RowShape out{random.between(1, 12), random.between(1, 70)};
  const RowShape in{maximum(1, cols.start(out.w - 1) + cols.reach() - random.below(size)), out.c};
  return windowed(random, Op::depthwise_conv2d, in, out, random.of(3, random.between(1, 5)), cols);
}

/// So few channels that a vector takes some pixels.
constexpr Geometry narrow(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const Sliding cols{random.of(3, random.between(1, 5)), 1, random.of(1, 1, 2), random.below(3)};
  const RowShape out{random.between(10, 75), random.between(1, 16)};
  const RowShape in{cols.start(out.w - 1) + cols.reach() - random.below(cols.size), out.c};
  return windowed(random, Op::depthwise_conv2d, in, out, random.between(1, 3), cols);
}

constexpr auto compare_depthwise = []<Geometry g>(Random& random) {
  const RandomConstants k = promised(random, g, g.kernel_h * g.cols.size);
  compare<g>(random, k.constants);
  compare_in_place<g>(random, k.constants);
};

}  // namespace

TEST_CASE("depthwise windows of all kinds, in place, too") { for_each_geometry<any, 16>(30, compare_depthwise); }
TEST_CASE("some pixels side by side") { for_each_geometry<narrow, 8>(30, compare_depthwise); }
