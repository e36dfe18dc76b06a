// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/flash.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

#include "digits.hpp"

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

struct Mixed {
  std::int32_t a = 0;
  std::int16_t b = 0;
  std::int8_t c = 0, d = 0;

  friend constexpr bool operator==(const Mixed&, const Mixed&) = default;
};
struct Halves {
  std::int16_t halves[3];

  friend constexpr bool operator==(const Halves&, const Halves&) = default;
};

constexpr std::int8_t bytes[7] = {1, -2, 3, -4, 127, -128, 7};
constexpr Mixed mixed[2] = {{-70000, 300, -5, 6}, {1 << 30, -300, 5, -6}};
constexpr Halves halves[2] = {{{1, -2, 3}}, {{-32768, 32767, 0}}};
constexpr Multiplier multiplier{1 << 30, -7};

// In a constant expression there are no words.
static_assert(load<FlashAccess::word>(bytes + 3) == -4 && load<FlashAccess::word>(mixed + 1) == mixed[1]);
static_assert(std::is_same_v<decltype(load<FlashAccess::any>(mixed)), const Mixed&>, "where it lies");
static_assert(std::is_same_v<decltype(load<FlashAccess::word>(mixed)), Mixed>, "a copy");

template <class T, int count>
bool same_by_words(const T (&objects)[count]) {
  for (const T& object : objects)
    if (!(load<FlashAccess::word>(&object) == object)) return false;
  return true;
}

using ByWords = digits::ModelWith<FlashAccess::word>;
static_assert(ByWords::flash_bytes == digits::Model::flash_bytes && ByWords::ram_bytes == digits::Model::ram_bytes);

}  // namespace

TEST_CASE("objects of all alignments, by words") {
  CHECK(same_by_words(bytes));
  CHECK(same_by_words(mixed));
  CHECK(same_by_words(halves));
  CHECK(load<FlashAccess::word>(&multiplier) == multiplier);
}

TEST_CASE("a model whose constants are read by words computes the same") {
  static digits::Model model;
  static ByWords by_words;
  for (int i = 0; i < model.input().size(); ++i)
    model.input()[i] = by_words.input()[i] = static_cast<std::int8_t>(i * 37 % 251 - 125);
  const auto expected = model.run(), computed = by_words.run();
  for (int i = 0; i < expected.size(); ++i) CHECK(int{computed[i]} == int{expected[i]});
}
