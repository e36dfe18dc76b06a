// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/kernel_pair.hpp>

/// Geometries of convolutions, as they are before a target tells them apart.
namespace support {

constexpr Geometry conv2d(RowShape in, RowShape out, int rows, Sliding cols, bool clamps_below, bool has_bias = true) {
  Geometry g;
  g.op = Op::conv2d, g.operand_count = 1, g.out = out, g.in[0] = in;
  g.kernel_h = rows, g.cols = cols, g.filter_c = in.c, g.has_bias = has_bias;
  g.numbers.clamps_below = clamps_below;
  return g;
}
/// Number `seed` of many: widths and channels of all remainders, windows that leave the image.
constexpr Geometry any_conv2d(std::uint64_t seed) {
  Random random(seed);
  Sliding cols{random.between(1, 4), random.between(1, 3), random.of(1, 1, 2), 0};
  cols.before = random.below(cols.size + 1);
  const RowShape out{random.of(1, random.between(2, 20)), random.between(1, 10)};
  const int reach = cols.start(out.w - 1) + cols.reach();
  const RowShape in{maximum(1, reach - random.below(cols.size)), random.between(1, 19)};
  return conv2d(in, out, random.between(1, 4), cols, random.one_in(2), !random.one_in(4));
}

/// A convolution of `kernel_h` rows; what its numbers allow is drawn.
constexpr Geometry windowed(Random& random, Op op, RowShape in, RowShape out, int kernel_h, Sliding cols) {
  Geometry g;
  g.op = op, g.operand_count = 1, g.out = out, g.in[0] = in;
  g.kernel_h = kernel_h, g.cols = cols, g.stride_h = cols.stride;
  if (op == Op::conv2d) g.filter_c = in.c;
  g.has_bias = !random.one_in(4);
  g.numbers.clamps_below = random.one_in(2), g.numbers.saturates = random.one_in(2);
  return g;
}

}  // namespace support
