// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/view.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <type_traits>

namespace {

using namespace tinytmpl;

constexpr std::int8_t scores[] = {-3, 7, 7, -128};
constexpr View<const std::int8_t, 4> view(scores, {0.5f, 1});
static_assert(view.size() == 4 && view[1] == 7 && view.data() == scores);
static_assert(view.argmax() == 1, "the first of equals");
static_assert(view.dequantize(0) == -2.0f && view.quantize(-2.0f) == -3);
static_assert(std::is_same_v<decltype(view[0]), const std::int8_t&>, "an output is not written to");

constexpr Values<3> values{{{5, 6, 4}}, {2.0f, 4}};
static_assert(values.argmax() == 1 && values.size() == 3 && values.dequantize(2) == 0.0f && values[0] == 5);
static_assert(values.end() - values.begin() == 3 && values.data()[2] == 4);

}  // namespace

TEST_CASE("a view is a range into somebody else's memory") {
  std::int8_t memory[5] = {};
  const View<std::int8_t, 5> elements(memory, {1.0f, 0});
  std::fill(elements.begin(), elements.end(), std::int8_t{9});
  elements[2] = elements.quantize(-4.4f);
  CHECK(std::count(std::begin(memory), std::end(memory), 9) == 4);
  CHECK(memory[2] == -4);
  CHECK(elements.argmax() == 0);
}
