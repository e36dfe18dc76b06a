// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr int filters = 61;
constexpr Geometry any(int number) {
  Random random(static_cast<std::uint64_t>(number));
  Geometry g = windowed(random, Op::conv2d, {5, 1}, {5, filters}, 1, {});
  g.has_bias = true;
  return g;
}

/// Whatever a sum may be: of any size, or between two results, where rounding decides.
std::int32_t any_sum(Random& random, int shift) {
  constexpr std::int32_t most = 0x7FFFFFFF - 255;  // the definition adds a zero point to 32 bits
  const std::int64_t tie = (2 * std::int64_t{random.between(-300, 300)} + 1) << shift;
  return random.of(bounded(random.int32_of_any_size(), -most, most),
                   static_cast<std::int32_t>(bounded<std::int64_t>(tie, -most, most)), most, -most,
                   random.between(-3, 3));
}

/// Sums that are all bias, with multipliers of all shifts that a layer may have.
constexpr auto compare_sums = []<Geometry g>(Random& random) {
  RandomConstants k = promised(random, g, 1);
  for (std::size_t c = 0; c < filters; ++c) {
    const int shift = random.between(g.numbers.clamps_below ? 0 : 1, 31);
    k.weights[c] = 0;
    k.biases[c] = any_sum(random, shift);
    k.multipliers[c] = {random.of(1 << 30, 0x7FFFFFFF, random.between(1 << 30, 0x7FFFFFFF)), -shift};
  }
  compare<g>(random, k.constants);
};

}  // namespace

TEST_CASE("sums of all sizes, all shifts, and ties") { for_each_geometry<any, 6>(300, compare_sums); }
