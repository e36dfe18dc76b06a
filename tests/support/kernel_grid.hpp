// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/kernel_pair.hpp>

/// Grids of random geometries, for kernels that accept almost any, beside the portable ones.
namespace support {

/// What numbers a kernel is tried with: those that the fast ones take; left shifts, large shifts; one rounding; ONNX Runtime's; and as
/// TFLite's of uint8 a zero point of the weights, or that and factors.
enum class Difficulty { usual, shifts, once, onnx, zero_point, factors };

/// A window over rows of any width, its output no wider than the kernel reaches.
constexpr Geometry any_window(Random& random, Op op, Difficulty difficulty) {
  Geometry g;
  g.op = op, g.operand_count = 1;
  g.kernel_h = random.of(1, random.between(1, 3), random.between(1, 7));
  const int size = random.of(1, 3, random.between(1, 8)), dilation = random.of(1, 1, random.between(1, 3));
  const int stride = dilation > 1 ? 1 : random.of(1, random.between(1, 3));
  g.cols = {size, stride, dilation, 0};
  g.cols.before = random.between(0, g.cols.reach() / 2);
  g.stride_h = stride;
  g.out = {random.of(random.between(1, 5), random.between(1, 20)), 0};
  const int reach = g.cols.start(g.out.w - 1) + g.cols.reach();
  g.in[0] = {maximum(1, reach - random.below(g.cols.size)), random.between(1, 5)};
  g.has_bias = !random.one_in(4);
  g.numbers.clamps_below = random.one_in(2), g.numbers.saturates = random.one_in(2);
  if (difficulty == Difficulty::shifts) g.numbers.least_shift = -3, g.numbers.most_shift = 30;
  if (difficulty == Difficulty::once) g.rounding = Rounding::once;
  if (difficulty == Difficulty::onnx) g.rounding = Rounding::onnx;
  g.as_uint8 = difficulty == Difficulty::zero_point || difficulty == Difficulty::factors;
  if (difficulty == Difficulty::factors) layers::has_factors(g) = 1;
  return g;
}

/// Constants as the geometry's numbers promise them.
inline RandomConstants constants_of_window(Random& random, const Geometry& g, int terms, Difficulty difficulty) {
  RandomConstants numbers(random, g, terms);
  for (std::int8_t& w : numbers.weights)
    if (g.numbers.minus_128 && random.one_in(9)) w = -128;
  while (numbers.reach(terms) >> 23 != 0)
    for (std::int8_t& w : numbers.weights) w /= 2;
  for (Multiplier& m : numbers.multipliers) {
    if (m.value == 0 || m.shift < -20) continue;  // constant
    if (difficulty == Difficulty::shifts) m.shift = random.of(0, random.between(-3, 3), random.between(-30, -10));
    else m.shift = -bounded(-m.shift, 4, 10);
  }
  Constants& k = numbers.constants;
  if (g.as_uint8) k.zero_point[1] = random.of(std::int8_t{-128}, std::int8_t{127}, std::int8_t{0}, random.int8());
  if (difficulty == Difficulty::factors) numbers.make_factors();
  if (g.numbers.saturates) {
    k.lowest = -128, k.highest = 127;
    if (g.numbers.clamps_below) k.output_zero_point = -128;
  }
  return numbers;
}

/// Compares a kernel with portable's: rows outside the image, and the output over each row of the input.
inline void compare_windows(Random& random, const Geometry& g, Difficulty difficulty, int terms, const AnyKernel& ours,
                            const AnyKernel& portable, const char* where) {
  const RandomConstants numbers = constants_of_window(random, g, terms, difficulty);
  const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(g.kernel_h > 1 && random.one_in(5) ? nullptr : row.data());
  const std::vector<std::int8_t> wanted = run_band(portable, in, numbers.constants, 0, 1, {});
  require_bytes(run_band(ours, in, numbers.constants, 0, 1, {}), wanted, where);
  if (g.op == Op::conv2d || g.out.c != g.in[0].c || g.out.size() > g.in[0].size()) return;
  for (std::size_t over = 0; over < in.size(); ++over) {
    if (in[over]) require_bytes(run_over(ours, in, over, numbers.constants), wanted, where);
  }
}
template <class Target, Geometry g, Difficulty difficulty>
void compare_windows(Random& random, int terms) {
  static_assert(has_better<Target, g>);
  compare_windows(random, g, difficulty, terms, kernel_of<Target, g>(), kernel_of<targets::portable, g>(),
                  static_cast<const char*>(__PRETTY_FUNCTION__));
}

/// Calls `check.template operator()<geometry(seed)>(random)` for `geometries` seeds, each `data_sets` times.
template <auto geometry, int geometries>
void for_each_geometry_of(int data_sets, auto check) {
  [&]<int... seed>(std::integer_sequence<int, seed...>) {
    const auto one = [&]<int number>() {
      for (int data = 0; data < data_sets; ++data) {
        Random random(static_cast<std::uint64_t>(1000 * number + data));
        check.template operator()<geometry(number)>(random);
      }
    };
    (one.template operator()<first_geometry + seed>(), ...);
  }(std::make_integer_sequence<int, geometries>{});
}

/// Depthwise convolutions of any window and multiplier.
template <class Target, Difficulty difficulty, int geometries>
void compare_depthwise(int data_sets) {
  constexpr auto geometry = [](int number) {
    Random random(static_cast<std::uint64_t>(number));
    Geometry g = any_window(random, Op::depthwise_conv2d, difficulty);
    g.out.c = g.in[0].c * random.of(1, 1, random.between(1, 4));
    return g;
  };
  for_each_geometry_of<geometry, geometries>(data_sets, []<Geometry g>(Random& random) {
    compare_windows<Target, g, difficulty>(random, g.kernel_h * g.cols.size);
  });
}

/// Convolutions and dense layers, in groups, too; of any numbers.
template <class Target, Difficulty difficulty, int geometries>
void compare_convolutions(int data_sets) {
  constexpr auto geometry = [](int number) {
    Random random(static_cast<std::uint64_t>(number));
    Geometry g = any_window(random, Op::conv2d, difficulty);
    const int groups = random.of(1, random.between(2, 4));
    g.filter_c = random.of(4, random.between(1, 9));
    if (random.one_in(3)) g.cols = {g.cols.size, 1, 1, 0}, g.in[0].w = g.cols.size, g.out.w = 1;
    g.in[0].c = groups * g.filter_c, g.out.c = groups * random.between(1, 9);
    g.numbers.minus_128 = random.one_in(2);
    g.numbers.sum_bits = random.of(23, 27);
    return g;
  };
  for_each_geometry_of<geometry, geometries>(data_sets, []<Geometry g>(Random& random) {
    compare_windows<Target, g, difficulty>(random, g.kernel_h * g.cols.size * g.filter_c);
  });
}

/// Pools of any window.
template <class Target, int geometries, Difficulty difficulty = Difficulty::usual>
void compare_pools(int data_sets) {
  constexpr auto geometry = [](int number) {
    Random random(static_cast<std::uint64_t>(number));
    Geometry g = any_window(random, random.of(Op::max_pool, Op::average_pool), difficulty);
    g.in[0].c = g.out.c = random.between(4, 13);
    return g;
  };
  for_each_geometry_of<geometry, geometries>(
      data_sets, []<Geometry g>(Random& random) { compare_windows<Target, g, difficulty>(random, 1); });
}

/// Sums of rows, one after the other.
template <class Target, Element element>
void compare_sums() {
  constexpr Geometry g = [] {
    Geometry sums;
    sums.op = Op::row_sum, sums.operand_count = 1, sums.out = {1, 12, element}, sums.in[0] = {7, 12};
    return sums;
  }();
  static_assert(has_better<Target, g>);
  Random random(1);
  std::vector<std::int8_t> ours, wanted;
  for (int row = 0; row < 30; ++row) {
    const Rows rows = random_rows(random, 1, g.in[0].size());
    ours = run_kernel<Target, g>({rows[0].data()}, {}, row, 1, ours);
    wanted = run_kernel<targets::portable, g>({rows[0].data()}, {}, row, 1, wanted);
    REQUIRE(ours == wanted);
  }
}

/// A table, over its operand, too.
template <class Target>
void compare_lookups() {
  constexpr Geometry g = [] {
    Geometry lookup;
    lookup.op = Op::lookup, lookup.operand_count = 1, lookup.out = lookup.in[0] = {7, 13};
    return lookup;
  }();
  static_assert(has_better<Target, g>);
  Random random(1);
  const std::vector<std::int8_t> table = random_rows(random, 1, 256)[0];
  Constants k;
  k.table = table.data();
  for (int i = 0; i < 20; ++i) {
    const Rows rows = random_rows(random, 1, g.in[0].size());
    const auto wanted = run_kernel<targets::portable, g>({rows[0].data()}, k);
    REQUIRE(run_kernel<Target, g>({rows[0].data()}, k) == wanted);
    REQUIRE(run_kernel_over<Target, g>({rows[0].data()}, 0, k) == wanted);
  }
}

}  // namespace support
