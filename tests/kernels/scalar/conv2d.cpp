// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/xtensa.hpp>

#include <support/kernel_pair.hpp>

namespace {

using namespace support;
using kernels::portable, kernels::scalar, kernels::xtensa, kernels::xtensa_by_words;

enum class Weights { ordinary, with_minus_128 };

constexpr Geometry conv(RowShape in, RowShape out, int rows, Sliding cols, bool clamps_below, bool has_bias = true) {
  Geometry g;
  g.op = Op::conv2d, g.operand_count = 1, g.out = out, g.in[0] = in;
  g.kernel_h = rows, g.cols = cols, g.filter_c = in.c, g.has_bias = has_bias;
  g.numbers.clamps_below = clamps_below;
  return g;
}
/// Number `seed` of many: widths and channels of all remainders, windows that leave the image.
constexpr Geometry any(std::uint64_t seed) {
  Random random(seed);
  Sliding cols{random.between(1, 4), random.between(1, 3), random.of(1, 1, 2), 0};
  cols.before = random.below(cols.size + 1);
  const RowShape out{random.of(1, random.between(2, 20)), random.between(1, 10)};
  const int reach = cols.start(out.w - 1) + cols.reach();
  const RowShape in{max(1, reach - random.below(cols.size)), random.between(1, 19)};
  return conv(in, out, random.between(1, 4), cols, random.one_in(2), !random.one_in(4));
}

/// The kernel of `Target`, which is to be `Chosen`, beside the portable one.
template <class Target, class Chosen, Geometry given, Weights weights>
void compare(std::uint64_t seed) {
  constexpr Geometry g = [] {
    Geometry with = given;
    with.numbers.minus_128 = weights == Weights::with_minus_128;
    return kernels::specialized<Target>(with);
  }();
  static_assert(std::is_same_v<typename kernels::Needs<Target, g>::Chosen, Chosen>);
  Random random(seed);
  RandomConstants k(random, g, g.kernel_h * g.cols.size * g.filter_c);
  if (weights == Weights::with_minus_128)
    for (std::int8_t& w : k.weights)
      if (random.one_in(3)) w = -128;
  const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(6) ? nullptr : row.data());
  INFO("seed " << seed << " of " << static_cast<const char*>(__PRETTY_FUNCTION__));
  constexpr Geometry plain = kernels::specialized<portable>(g);
  REQUIRE(run_kernel<Target, g>(in, k.constants) == run_kernel<portable, plain>(in, k.constants));
}
template <Weights weights, Geometry... g>
void compare_all(int data_sets) {
  for (int i = 1; i <= data_sets; ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    (compare<scalar, scalar, g, weights>(seed), ...);
    // Lanes are not for -128; a single column is dense.
    (compare<xtensa, std::conditional_t<weights == Weights::ordinary || g.out.w == 1, xtensa, scalar>, g, weights>(
         seed),
     ...);
  }
}

}  // namespace

TEST_CASE("all numbers of pixels that are computed together") {
  []<int... w>(std::integer_sequence<int, w...>) {
    compare_all<Weights::ordinary, conv({w + 2, 5}, {w + 2, 3}, 1, {}, w % 2 == 0)...>(100);
  }(std::make_integer_sequence<int, 7>{});
}

TEST_CASE("windows, strides, channels of all kinds") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<Weights::ordinary, any(seed)...>(100);
  }(std::make_index_sequence<10>{});
}

TEST_CASE("weights of -128") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<Weights::with_minus_128, any(100 + seed)...>(100);
  }(std::make_index_sequence<4>{});
}

TEST_CASE("dense layers of more inputs than are taken at once") {
  compare_all<Weights::ordinary, conv({2, 65}, {1, 9}, 1, {2, 1, 1, 0}, true),
              conv({3, 43}, {1, 34}, 2, {3, 1, 1, 0}, false)>(100);
}

TEST_CASE("the extremes of weights and inputs, in each lane") {
  static constexpr Geometry g = kernels::specialized<xtensa>(conv({6, 8}, {6, 2}, 1, {}, false));
  std::vector<std::int8_t> weights(16, 127), row(48);
  for (std::size_t i = 8; i < 16; ++i) weights[i] = -127;
  const std::vector<std::int32_t> biases{0, 0};
  const std::vector<Multiplier> multipliers{{1 << 30, -9}, {1 << 30, -9}};
  Constants k;
  k.weights = weights.data(), k.biases = biases.data(), k.multipliers = multipliers.data();
  for (int pattern = 0; pattern < 64; ++pattern) {
    for (std::size_t i = 0; i < 48; ++i) row[i] = pattern >> i / 8 & 1 ? std::int8_t{127} : std::int8_t{-128};
    const std::vector<const std::int8_t*> in{row.data()};
    const std::vector<std::int8_t> wanted = run_kernel<portable, g>(in, k);
    REQUIRE(run_kernel<xtensa, g>(in, k) == wanted);
    REQUIRE(run_kernel<scalar, g>(in, k) == wanted);
  }
}
