// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/xtensa.hpp>

#include <support/windowed.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;
using targets::portable, targets::scalar, targets::xtensa, targets::xtensa_by_words;

enum class Weights { ordinary, with_minus_128 };

/// The kernel of `Target`, which is to be its own or not, beside the portable one.
template <class Target, bool own, Geometry given, Weights weights>
void compare(std::uint64_t seed) {
  constexpr Geometry g = [] {
    Geometry with = given;
    with.numbers.minus_128 = weights == Weights::with_minus_128;
    return with;
  }();
  static_assert(has_own<Target, g> == own);
  Random random(seed);
  RandomConstants k(random, g, g.kernel_h * g.cols.size * g.filter_c);
  if (weights == Weights::with_minus_128)
    for (std::int8_t& w : k.weights)
      if (random.one_in(3)) w = -128;
  const Rows rows = random_rows(random, g.kernel_h, g.in[0].size());
  std::vector<const std::int8_t*> in;
  for (const auto& row : rows) in.push_back(random.one_in(6) ? nullptr : row.data());
  INFO("seed " << seed << " of " << static_cast<const char*>(__PRETTY_FUNCTION__));
  REQUIRE(run_kernel<Target, g>(in, k.constants) == run_kernel<portable, g>(in, k.constants));
}
template <Weights weights, Geometry... g>
void compare_all(int data_sets) {
  for (int i = 1; i <= data_sets; ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    (compare<scalar, true, g, weights>(seed), ...);
    // Lanes are not for -128; a single column is dense.
    (compare < xtensa, weights == Weights::ordinary || g.out.w == 1, g, weights > (seed), ...);
  }
}

}  // namespace

TEST_CASE("all numbers of pixels that are computed together") {
  []<int... w>(std::integer_sequence<int, w...>) {
    compare_all<Weights::ordinary, conv2d({w + 2, 5}, {w + 2, 3}, 1, {}, w % 2 == 0)...>(100);
  }(std::make_integer_sequence<int, 7>{});
}

TEST_CASE("windows, strides, channels of all kinds") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<Weights::ordinary, any_conv2d(seed)...>(100);
  }(std::make_index_sequence<10>{});
}

TEST_CASE("weights of -128") {
  []<std::size_t... seed>(std::index_sequence<seed...>) {
    compare_all<Weights::with_minus_128, any_conv2d(100 + seed)...>(100);
  }(std::make_index_sequence<4>{});
}

TEST_CASE("dense layers of more inputs than are taken at once") {
  compare_all<Weights::ordinary, conv2d({2, 65}, {1, 9}, 1, {2, 1, 1, 0}, true),
              conv2d({3, 43}, {1, 34}, 2, {3, 1, 1, 0}, false)>(100);
}

TEST_CASE("the extremes of weights and inputs, in each lane") {
  static constexpr Geometry g = conv2d({6, 8}, {6, 2}, 1, {}, false);
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
