// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;

constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  const Sliding cols{random.between(1, 4), random.between(1, 3), 1, 0};
  const RowShape out{random.between(1, 6), random.between(4, 13)};
  const RowShape in{cols.start(out.w - 1) + cols.size - random.below(cols.size), out.c};
  const Op op = random.of(Op::max_pool, Op::average_pool);
  return kernels::specialized<armv7em>(windowed(random, op, in, out, random.between(1, 3), cols));
}

constexpr auto compare_pool = []<Geometry g>(Random& random) {
  const auto numbers = promised(random, g, 1, 2, 9);
  compare<g>(random, numbers.constants);
};

constexpr Geometry sums(int channels) {
  Geometry g;
  g.op = Op::row_sum, g.operand_count = 1, g.out = {1, channels}, g.in[0] = {7, channels}, g.sum_bytes = 2;
  return kernels::specialized<armv7em>(g);
}

}  // namespace

TEST_CASE("pools of all windows") { for_each_geometry<any, 30>(30, compare_pool); }

TEST_CASE("sums of rows, one after the other") {
  constexpr Geometry g = sums(12);
  static_assert(std::is_same_v<typename kernels::Needs<armv7em, g>::Chosen, armv7em>);
  Random random(1);
  std::vector<std::int8_t> ours, wanted;
  for (int row = 0; row < 30; ++row) {
    const Rows rows = random_rows(random, 1, g.in[0].size());
    ours = run_kernel<armv7em, g>({rows[0].data()}, {}, row, 1, ours);
    wanted = run_kernel<portable, g>({rows[0].data()}, {}, row, 1, wanted);
    REQUIRE(ours == wanted);
  }
}
