// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/kernel_grid.hpp>

/// Sums and products of two tensors of any sizes.
namespace support {

constexpr Geometry any_pair(int number, bool linear) {
  Random random(static_cast<std::uint64_t>(number));
  Geometry g;
  g.op = linear ? random.of(Op::add, Op::sub) : random.of(Op::add, Op::sub, Op::mul);
  g.out = {random.between(1, 5), random.between(1, 9)};
  const auto smaller = [&] { return RowShape{random.of(1, g.out.w), random.of(1, g.out.c)}; };
  g.operand_count = 2;
  g.in[0] = g.in[1] = g.out;
  g.in[random.one_in(2) ? 1 : 0] = smaller();
  g.numbers.clamps_below = random.one_in(3), g.numbers.saturates = random.one_in(2);
  if (g.op == Op::mul && random.one_in(2)) g.numbers.least_shift = -2, g.numbers.most_shift = 20;
  g.numbers.sum_bits = 16;
  if (linear) g.numbers.linear_shift = 20;
  return g;
}

/// The constants of a pair, and what they point to.
struct PairConstants {
  std::vector<Multiplier> multipliers;
  LinearSum linear;
  Constants constants;

  PairConstants(Random& random, const Geometry& g) {
    const auto value = [&] { return random.of(1 << 30, 0x7FFFFFFF, random.between(1 << 30, 0x7FFFFFFF)); };
    if (g.op == Op::mul)
      multipliers = {{value(), -random.between(maximum(g.numbers.least_shift, -2), g.numbers.most_shift)}};
    else multipliers = {{1 << 30, 0}, {value(), -random.between(1, 9)}, {value(), -random.between(16, 21)}};
    if (g.op != Op::mul && random.one_in(2)) std::swap(multipliers[0], multipliers[1]);
    linear = {random.between(-1000000, 1000000), random.between(-1000000, 1000000),
              random.between(-100000000, 100000000), 20};
    Constants& k = constants;
    k.multipliers = multipliers.data(), k.linear = &linear;
    for (std::int16_t& zero_point : k.zero_point)
      zero_point = random.of(std::int8_t{-128}, std::int8_t{127}, random.int8());
    k.output_zero_point = random.int8();
    if (!g.numbers.saturates) k.highest = static_cast<std::int8_t>(random.between(k.output_zero_point, 127));
    if (g.numbers.clamps_below)
      k.output_zero_point = k.lowest = g.numbers.saturates ? std::int8_t{-128} : random.int8();
    k.highest = maximum(k.highest, k.lowest);
  }
};

/// What a linear sum is, element by element.
template <Geometry g>
std::vector<std::int8_t> linear_sums(const std::vector<const std::int8_t*>& in, const PairConstants& numbers) {
  std::vector<std::int8_t> out;
  for (int x = 0; x < g.out.w; ++x)
    for (int c = 0; c < g.out.c; ++c) {
      const LinearSum& sum = numbers.linear;
      const std::int32_t all = sum.left * kernels::portable::broadcast<g, 0>(in[0], x, c) +
                               sum.right * kernels::portable::broadcast<g, 1>(in[1], x, c) + sum.offset;
      out.push_back(numbers.constants.clamped(all >> sum.shift));
    }
  return out;
}

template <class Target, bool linear, int geometries>
void compare_pairs(int data_sets) {
  constexpr auto geometry = [](int number) { return any_pair(number, linear); };
  for_each_geometry_of<geometry, geometries>(data_sets, []<Geometry g>(Random& random) {
    static_assert(has_better<Target, g>);
    PairConstants numbers(random, g);
    std::vector<std::vector<std::int8_t>> rows;
    std::vector<const std::int8_t*> in;
    for (int i = 0; i < g.operand_count; ++i) rows.push_back(random_rows(random, 1, g.in[i].size())[0]);
    for (const auto& row : rows) in.push_back(row.data());
    INFO(static_cast<const char*>(__PRETTY_FUNCTION__));
    const auto wanted = linear ? linear_sums<g>(in, numbers) : run_kernel<targets::portable, g>(in, numbers.constants);
    REQUIRE(run_kernel<Target, g>(in, numbers.constants) == wanted);
    for (std::size_t over = 0; over < in.size(); ++over) {
      if (g.in[static_cast<int>(over)] != g.out) continue;
      Block row(g.out.size(), rows[over]);
      auto others = in;
      others[over] = row.data();
      run_into<Target, g>({row.data()}, others, numbers.constants);
      REQUIRE(row.taken() == wanted);
    }
  });
}

}  // namespace support
