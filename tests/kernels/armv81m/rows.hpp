// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "compare.hpp"

/// Kernels of rows without filters.
namespace compare {

/// Fills a row with noise.
template <int size>
void randomize(Row<size>& row, Random& random) {
  row.fill([&] { return random.int8(); });
}

/// Linear sums: the definition is core/linear_sum.hpp's, and graph/linear.hpp proves that it is what portable computes.
struct LinearSums {
  static constexpr Geometry geometry(Random& random) {
    Geometry g;
    g.op = random.one_in(2) ? Op::add : Op::sub;
    g.out = g.in[0] = g.in[1] = {random.between(1, 9), random.between(1, 9)};
    g.operand_count = 2;
    g.numbers.linear_shift = random.between(17, 24), g.numbers.saturates = random.one_in(2);
    return g;
  }
  template <Geometry g>
  static bool same(int seed) {
    using targets::armv81m;
    using Ours = kernels::Chosen<armv81m, g>;
    static_assert(Ours::rung < armv81m::Kernels::size);
    static Row<g.out.size()> left, right, out;
    Random random(seed);
    randomize(left, random), randomize(right, random);
    const int shift = g.numbers.linear_shift, most = (1 << shift) / 4;
    const LinearSum sum{random.between(-most, most), random.between(-most, most), random.between(-9 * most, 9 * most),
                        shift};
    Constants k;
    k.linear = &sum;
    if (!g.numbers.saturates) k.lowest = -100, k.highest = 99;
    const std::int8_t* const in[] = {left.elements, right.elements};
    Row<g.out.size()>& over = random.one_in(3) ? left : random.one_in(2) ? right : out;
    std::int8_t wanted[g.out.size()];
    for (int i = 0; i < g.out.size(); ++i)
      wanted[i] = k.clamped((sum.left * left.elements[i] + sum.right * right.elements[i] + sum.offset) >> shift);
    std::int8_t* const to = over.elements;
    const kernels::Rows operands[] = {{in}, {in + 1}};
    compute<Ours>({&to, operands, 0, 1, nullptr}, k);
    for (int i = 0; i < g.out.size(); ++i)
      if (to[i] != wanted[i]) return false;
    return left.is_intact() && right.is_intact() && out.is_intact();
  }
};

/// Sums of columns, over some rows.
struct ColumnSums {
  static constexpr Geometry geometry(Random& random) {
    Geometry g;
    g.op = Op::row_sum, g.operand_count = 1;
    g.in[0] = {random.between(2, 9), random.between(1, 40)}, g.out = {1, g.in[0].c, Element::int16};
    return g;
  }
  template <Geometry g>
  static bool same(int seed) {
    using targets::armv81m, targets::portable;
    using Ours = kernels::Chosen<armv81m, g>;
    static_assert(Ours::rung < armv81m::Kernels::size);
    static Row<g.in[0].size()> in;
    static Row<2 * g.out.c> out, wanted;
    Random random(seed);
    randomize(out, random);
    std::int8_t *to = out.elements, *wanted_to = wanted.elements;
    for (int row = 0; row < 4; ++row) {
      randomize(in, random);
      const std::int8_t* from = in.elements;
      const kernels::Rows rows{&from};
      compute<Ours>({&to, &rows, row, 1, nullptr}, {});
      compute<kernels::Chosen<portable, g>>({&wanted_to, &rows, row, 1, nullptr}, {});
    }
    for (int i = 0; i < 2 * g.out.c; ++i)
      if (to[i] != wanted_to[i]) return false;
    return out.is_intact();
  }
};

}  // namespace compare
