// SPDX-License-Identifier: BSL-1.0
// Both ways to requantize, by products of 32 bits and of 64, give what the definition gives.
#include <tinytmpl/kernels/scalar/requantize.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>

using namespace tinytmpl;
using namespace tinytmpl::core;
using kernels::scalar::short_products::Negatives;

namespace {

template <Negatives negatives>
void compare(support::Random& random) {
  const Multiplier m{random.of(1 << 30, 0x7FFFFFFF, random.between(1 << 30, 0x7FFFFFFF)), -random.between(1, 13)};
  Constants k;
  k.output_zero_point = random.of(std::int8_t{-128}, std::int8_t{127}, random.int8());
  k.highest = static_cast<std::int8_t>(random.between(k.output_zero_point, 127));
  k.lowest = static_cast<std::int8_t>(negatives == Negatives::clamped ? int{k.output_zero_point}
                                                                      : random.between(-128, k.output_zero_point));
  std::uint32_t packed[4];
  kernels::scalar::short_products::pack<negatives>(packed, packed + 1, 0, m, k);
  const kernels::scalar::short_products::Outputs outputs(k);
  const kernels::scalar::short_products::Requantizer<negatives, FlashAccess::any, false> narrow(packed + 1, outputs);
  const kernels::scalar::short_products::Requantizer<negatives, FlashAccess::word, true> wide(packed + 1, outputs);
  for (int i = 0; i < 200; ++i) {
    const std::int32_t sum = random.int32() >> random.between(12, 28);  // |sum| < 2^19
    const auto given = static_cast<std::uint32_t>(std::uint64_t{packed[0]} + static_cast<std::uint32_t>(sum));
    const std::int32_t wanted = k.clamped(multiply(sum, m) + k.output_zero_point);
    INFO("sum " << sum << ", multiplier " << m.value << " shift " << m.shift << ", zero point " << k.output_zero_point);
    REQUIRE(narrow(given) == wanted);
    REQUIRE(wide(given) == wanted);
  }
}

}  // namespace

TEST_CASE("requantization by short and by long products") {
  support::Random random(1);
  for (int i = 0; i < 1000; ++i) compare<Negatives::kept>(random), compare<Negatives::clamped>(random);
}
