// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstring>
#include <limits>

#include <support/kernel_grid.hpp>

/// Kernels of float32 on random geometries and numbers, beside the portable ones: the same bits, but for which of its NaN's a sum is.
namespace support {

/// Which numbers there are: usual ones; some that are not, among them; those near the least; any bits.
enum class Reals { usual, special, small, any };

inline float any_real(Random& random, Reals kind) {
  using Limits = std::numeric_limits<float>;
  const float usual = random.real(-2, 2);
  switch (kind) {
    case Reals::usual: return usual;
    case Reals::special:
      return random.of(usual, usual, usual, usual, 0.0f, -0.0f, Limits::infinity(), -Limits::infinity(),
                       Limits::quiet_NaN(), (Limits::max)(), Limits::denorm_min());
    case Reals::small: return usual * Limits::min() * random.of(1.0f, 1e-3f, 1e3f, 1e19f, 1e38f);
    case Reals::any: return std::bit_cast<float>(random.int32());
  }
  return usual;
}
inline std::vector<float> random_reals(Random& random, int count, Reals kind) {
  std::vector<float> reals(static_cast<std::size_t>(count));
  for (float& real : reals) real = any_real(random, random.one_in(8) ? Reals::usual : kind);
  return reals;
}

/// A row's bytes; those of a sum that is no number are one NaN's.
inline std::vector<std::int8_t> bytes_of(const std::vector<float>& reals) {
  std::vector<std::int8_t> bytes(4 * reals.size());
  std::memcpy(bytes.data(), reals.data(), bytes.size());
  return bytes;
}
inline std::vector<std::int8_t> with_one_nan(const std::vector<std::int8_t>& bytes) {
  std::vector<float> reals(bytes.size() / 4);
  std::memcpy(reals.data(), bytes.data(), 4 * reals.size());
  for (float& real : reals)
    if (real != real) real = std::numeric_limits<float>::quiet_NaN();
  return bytes_of(reals);
}

/// What training could have given a layer of float32, its memory of its own.
struct RandomRealConstants {
  std::vector<float> weights, biases, scales;
  std::vector<std::int8_t> bytes;  // weights of int8
  RealNumbers reals;
  Constants constants;

  RandomRealConstants(Random& random, const Geometry& g, int terms, Reals kind)
      : weights(random_reals(random, terms * g.out.c, kind)), biases(random_reals(random, g.out.c, kind)) {
    const float most = (std::numeric_limits<float>::max)();
    reals.lowest = random.of(0.0f, -most, -1.0f), reals.highest = random.of(6.0f, most, 1.0f);
    constants.weights = weights.data(), constants.reals = &reals;
    if (g.weights == Element::int8) {
      for (std::size_t i = 0; i < weights.size(); ++i) bytes.push_back(random.int8());
      scales = random_reals(random, g.out.c, kind);
      constants.weights = bytes.data(), reals.scales = scales.data(), reals.scale_step = random.of(0, 1);
    }
    if (g.has_bias) constants.biases = biases.data();
  }
};

/// As `any_window`, of float32.
constexpr Geometry any_real_window(Random& random, Op op) {
  Geometry g = any_window(random, op, Difficulty::usual);
  g.in[0].element = g.out.element = g.weights = g.biases = Element::float32;
  return g;
}

/// Compares a kernel with portable's: rows outside the image and, where the node allows it, the output over each row of the input.
template <Geometry g>
void compare_reals(Random& random, const AnyKernel& ours, const AnyKernel& portable, int terms) {
  const auto kind = random.of(Reals::usual, Reals::special, Reals::small, Reals::any);
  RandomRealConstants numbers(random, g, terms, kind);
  Rows rows;
  for (int i = 0; i < g.kernel_h; ++i) rows.push_back(bytes_of(random_reals(random, g.in[0].size(), kind)));
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(g.kernel_h > 1 && random.one_in(5) ? nullptr : row.data());
  const auto where = std::string(static_cast<const char*>(__PRETTY_FUNCTION__));
  const auto wanted = with_one_nan(run_band(portable, in, numbers.constants, 0, 1, {}));
  require_bytes(with_one_nan(run_band(ours, in, numbers.constants, 0, 1, {})), wanted, where);
  if (g.op == Op::conv2d || g.out.c != g.in[0].c || g.out.size() > g.in[0].size()) return;
  for (std::size_t over = 0; over < in.size(); ++over)
    if (in[over]) require_bytes(with_one_nan(run_over(ours, in, over, numbers.constants)), wanted, where);
}

/// Convolutions and dense layers of float32, in groups, too, of a number of filters that leaves a rest in each block.
template <class Target, int geometries>
void compare_real_convolutions(int data_sets) {
  constexpr auto geometry = [](int number) {
    Random random(static_cast<std::uint64_t>(number));
    Geometry g = any_real_window(random, Op::conv2d);
    if (random.one_in(4)) g.weights = Element::int8;
    const int groups = random.of(1, 1, random.between(2, 3));
    g.filter_c = random.of(4, random.between(1, 9));
    if (random.one_in(3)) g.cols = {g.cols.size, 1, 1, 0}, g.in[0].w = g.cols.size, g.out.w = 1;
    g.in[0].c = groups * g.filter_c, g.out.c = groups * random.of(8, 16, random.between(1, 20));
    return g;
  };
  for_each_geometry_of<geometry, geometries>(data_sets, []<Geometry g>(Random& random) {
    static_assert(has_better<Target, g>);
    compare_reals<g>(random, kernel_of<Target, g>(), kernel_of<targets::portable, g>(),
                     g.kernel_h * g.cols.size * g.filter_c);
  });
}

/// Depthwise convolutions of float32, of any window and multiplier.
template <class Target, int geometries>
void compare_real_depthwise(int data_sets) {
  constexpr auto geometry = [](int number) {
    Random random(static_cast<std::uint64_t>(number));
    Geometry g = any_real_window(random, Op::depthwise_conv2d);
    g.in[0].c = random.between(1, 9), g.out.c = g.in[0].c * random.of(1, 1, random.between(1, 3));
    if (random.one_in(3)) g.out.w = 1;
    return g;
  };
  for_each_geometry_of<geometry, geometries>(data_sets, []<Geometry g>(Random& random) {
    static_assert(has_better<Target, g>);
    compare_reals<g>(random, kernel_of<Target, g>(), kernel_of<targets::portable, g>(), g.kernel_h * g.cols.size);
  });
}

}  // namespace support
