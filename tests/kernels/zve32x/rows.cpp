// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr Geometry pool(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const Sliding cols{random.between(1, 4), random.between(1, 3), 1, 0};
  const RowShape out{random.between(1, 6), random.of(random.between(1, 13), random.between(40, 140))};
  const RowShape in{cols.start(out.w - 1) + cols.size - random.below(cols.size), out.c};
  return windowed(random, Op::max_pool, in, out, random.between(1, 3), cols);
}
constexpr auto compare_pool = []<Geometry g>(Random& random) {
  const RandomConstants k = promised(random, g, 1);
  compare<g>(random, k.constants);
  compare_in_place<g>(random, k.constants);
};

/// Linear sums: the definition is core/linear_sum.hpp's, and graph/linear.hpp proves that it is what portable computes.
constexpr Geometry sum(int number) {
  Random random(static_cast<std::uint64_t>(number));
  Geometry g;
  g.op = random.of(Op::add, Op::sub), g.operand_count = 2;
  g.out = g.in[0] = g.in[1] = {random.between(1, 9), random.between(1, 40)};
  g.numbers.linear_shift = 20, g.numbers.saturates = random.one_in(2);
  return g;
}
constexpr auto compare_sum = []<Geometry g>(Random& random) {
  static_assert(has_own<zve32x, g>);
  choose_registers(random);
  const int shift = random.between(8, 23), most = (1 << shift) / 4;
  const LinearSum linear{random.between(-most, most), random.between(-most, most), random.between(-9 * most, 9 * most),
                         shift};
  Constants k;
  k.linear = &linear;
  if (!g.numbers.saturates) k.lowest = -100, k.highest = 99;
  const Rows rows = random_rows(random, 2, g.out.size());
  std::vector<std::int8_t> wanted;
  for (std::size_t i = 0; i < rows[0].size(); ++i)
    wanted.push_back(k.clamped((linear.left * rows[0][i] + linear.right * rows[1][i] + linear.offset) >> shift));
  for (const std::size_t over : {0u, 1u})
    REQUIRE(run_kernel_over<zve32x, g>({rows[0].data(), rows[1].data()}, over, k) == wanted);
};

template <int channels>
void compare_column_sums() {
  constexpr Geometry g = [] {
    Geometry sums;
    sums.op = Op::row_sum, sums.operand_count = 1, sums.in[0] = {7, channels};
    sums.out = {1, channels, Element::int16};
    return sums;
  }();
  static_assert(has_own<zve32x, g>);
  Random random(channels);
  std::vector<std::int8_t> ours, wanted;
  for (int row = 0; row < 30; ++row) {
    choose_registers(random);
    const Rows rows = random_rows(random, 1, g.in[0].size());
    ours = run_kernel<zve32x, g>({rows[0].data()}, {}, row, 1, ours);
    wanted = run_kernel<portable, g>({rows[0].data()}, {}, row, 1, wanted);
    REQUIRE(ours == wanted);
  }
}

}  // namespace

TEST_CASE("largest elements, in place, too") { for_each_geometry<pool, 16>(20, compare_pool); }
TEST_CASE("linear sums over an operand") { for_each_geometry<sum, 8>(60, compare_sum); }
TEST_CASE("sums of columns") { compare_column_sums<1>(), compare_column_sums<12>(), compare_column_sums<75>(); }
