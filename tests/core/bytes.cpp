// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/bytes.hpp>

#include <catch2/catch.hpp>

#include <support/random.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

template <int bytes>
constexpr std::int32_t stored(std::int32_t sum) {
  std::int8_t memory[bytes] = {};
  store_sum<bytes>(memory, sum);
  return load_sum<bytes>(memory);
}
static_assert(stored<2>(-32768) == -32768 && stored<2>(32767) == 32767 && stored<2>(-1) == -1);
static_assert(stored<4>(-2147483648) == -2147483648 && stored<4>(0x12345678) == 0x12345678);

constexpr bool copied = [] {
  std::int8_t memory[] = {1, 2, 3, 4, 5};
  copy(memory, memory + 2, 3);  // overlapping, to a lower place
  return memory[0] == 3 && memory[1] == 4 && memory[2] == 5 && memory[3] == 4;
}();
static_assert(copied);

}  // namespace

TEST_CASE("sums come back from bytes, little-endian, at any address") {
  support::Random random(1);
  for (int i = 0; i < 10000; ++i) {
    std::int8_t memory[9] = {};
    std::int8_t* at = memory + random.below(5);
    const std::int32_t sum = random.int32_of_any_size();
    store_sum<4>(at, sum);
    REQUIRE(load_sum<4>(at) == sum);
    REQUIRE(static_cast<std::uint8_t>(at[0]) == (static_cast<std::uint32_t>(sum) & 0xFF));
    store_sum<2>(at, sum % 32768);
    REQUIRE(load_sum<2>(at) == sum % 32768);
  }
}
