// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/kernel_pair.hpp>

/// Rows of depthwise convolutions of 3 x 3, compared with their definition, also where the output lies over an input row.
namespace support::depthwise_3x3 {

struct Row {
  int w, channels, stride, before;
  bool after, clamps_below;
};
constexpr Geometry geometry(const Row& row) {
  Geometry g;
  g.op = Op::depthwise_conv2d, g.operand_count = 1, g.kernel_h = 3, g.stride_h = row.stride;
  g.cols = {3, row.stride, 1, row.before};
  g.in[0] = {row.w, row.channels};
  g.out = {(row.w + row.before + (row.after ? 1 : 0) - 3) / row.stride + 1, row.channels};
  g.has_bias = true;
  g.numbers.clamps_below = row.clamps_below;
  return g;
}

/// `over`: the input row over which the output is written, or -1.
inline void compare(std::uint64_t seed, int over, const Geometry& g, const AnyKernel& ours, const AnyKernel& portable,
                    const std::string& where) {
  Random random(seed);
  const RandomConstants k(random, g, 9);
  const Rows rows = random_rows(random, 3, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(5) ? nullptr : row.data());
  const auto wanted = run_band(portable, in, k.constants, 0, 1, {});
  const auto row = static_cast<std::size_t>(over);
  if (over < 0) require_bytes(run_band(ours, in, k.constants, 0, 1, {}), wanted, where);
  else if (in[row]) require_bytes(run_over(ours, in, row, k.constants), wanted, where);
}
template <class Target, Geometry g>
void compare(std::uint64_t seed, int over) {
  static_assert(has_own<Target, g>);
  compare(seed, over, g, kernel_of<Target, g>(), kernel_of<targets::portable, g>(),
          "seed " + std::to_string(seed) + ", over row " + std::to_string(over) + " of " +
              static_cast<const char*>(__PRETTY_FUNCTION__));
}
template <class Target, Row... row>
void compare_all() {
  const auto one = []<Geometry g>(std::integral_constant<Geometry, g>, int seed) {
    compare<Target, g>(static_cast<std::uint64_t>(seed), g.out.size() <= g.in[0].size() ? seed % 4 - 1 : -1);
  };
  for (int seed = 1; seed <= 100; ++seed) (one(std::integral_constant<Geometry, geometry(row)>{}, seed), ...);
}

template <class Target>
void compare_stride_1() {
  compare_all<Target, Row{5, 4, 1, 1, true, true}, Row{1, 3, 1, 1, true, false}, Row{2, 1, 1, 1, true, true},
              Row{3, 5, 1, 0, false, true}, Row{9, 2, 1, 0, false, false}, Row{2, 3, 1, 0, true, true},
              Row{2, 3, 1, 1, false, true}, Row{7, 2, 1, 1, false, false}>();
}
template <class Target>
void compare_stride_2() {
  compare_all<Target, Row{6, 4, 2, 0, true, true}, Row{7, 3, 2, 1, true, false}, Row{1, 2, 2, 1, true, true},
              Row{7, 1, 2, 0, false, true}, Row{8, 2, 2, 0, false, false}, Row{2, 5, 2, 0, true, true},
              Row{6, 3, 2, 1, false, true}, Row{3, 2, 2, 0, false, false}>();
}

}  // namespace support::depthwise_3x3
