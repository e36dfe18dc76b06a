// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/armv6m.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>
#include <tinytmpl/kernels/run.hpp>

using namespace tinytmpl;
using namespace tinytmpl::core;
using targets::armv6m;

namespace {

constexpr Geometry sum_of(RowShape left, RowShape right, bool saturates) {
  Geometry g;
  g.op = Op::add, g.operand_count = 2, g.in[0] = left, g.in[1] = right, g.out = left;
  g.numbers.linear_shift = 17, g.numbers.saturates = saturates;
  return g;
}
constexpr Geometry rows = sum_of({5, 3}, {5, 3}, true), clamped_rows = sum_of({5, 3}, {5, 3}, false);
constexpr Geometry one = sum_of({1, 1}, {1, 1}, true), many = sum_of({9, 7}, {9, 7}, true);
constexpr Geometry broadcast = sum_of({5, 3}, {1, 3}, true);
static_assert(kernels::choose<armv6m>(rows).rung < armv6m::Kernels::size);
static_assert(kernels::choose<armv6m>(broadcast).geometry.numbers.linear_shift > 0, "no multipliers are needed");

template <Geometry g>
void compare(support::Random& random) {
  LinearSum sum{random.between(-60'000, 60'000), random.between(-60'000, 60'000), random.between(-900'000, 900'000),
                16};
  Constants k;
  k.linear = &sum;
  if (!g.numbers.saturates) k.lowest = -100, k.highest = 55;
  constexpr int size = g.out.size();
  std::int8_t left[size], right[size], wanted[size];
  for (int i = 0; i < size; ++i) {
    left[i] = random.int8(), right[i] = random.int8();
    wanted[i] = k.clamped((sum.left * left[i] + sum.right * right[i] + sum.offset) >> 16);
  }
  const std::int8_t* const in[] = {left, right};
  std::int8_t* const over_left[] = {left};
  const kernels::Rows operands[] = {{in}, {in + 1}};
  using Chosen = kernels::Chosen<armv6m, g>;
  Chosen::Kernel::template compute<Chosen::geometry>({over_left, operands, 0, 1, nullptr}, k);
  for (int i = 0; i < size; ++i) REQUIRE(left[i] == wanted[i]);
}

}  // namespace

TEST_CASE("linear sums of rows, over an operand") {
  support::Random random(1);
  for (int i = 0; i < 500; ++i) {
    compare<rows>(random), compare<clamped_rows>(random);
    compare<one>(random), compare<many>(random);
  }
}
