// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/view.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
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

constexpr View<const std::uint8_t, 4> unsigned_view(scores, {0.5f, 129});
static_assert(unsigned_view[0] == 125 && unsigned_view[3] == 0 && unsigned_view.argmax() == 1);
static_assert(unsigned_view.dequantize(0) == -2.0f && unsigned_view.quantize(-2.0f) == 125);
static_assert(std::is_same_v<decltype(unsigned_view[0]), std::uint8_t> && unsigned_view.raw() == scores);
static_assert(unsigned_view.end() - unsigned_view.begin() == 4 && *unsigned_view.begin() == 125);

alignas(4) constexpr std::int8_t wide[] = {0x10, 0x27, -1, -1, 0, 0, 1, 0};
constexpr View<const std::int16_t, 4> words(wide, {0.5f, 1});
static_assert(std::is_same_v<decltype(words[0]), std::int16_t> && words.size_bytes() == 8 && words.raw() == wide);
static_assert(std::endian::native != std::endian::little || (words[0] == 10000 && words[1] == -1 && words[3] == 1));
static_assert(words.dequantize(1) == -1.0f && words.quantize(-1.0f) == -1 && words.argmax() == 0);
static_assert(words.end() - words.begin() == 4 && words.begin()[1] == -1);
constexpr View<const bool, 4> truths(wide, {});
static_assert(truths[0] && !View<const bool, 1>(wide + 4, {})[0] && truths.dequantize(1) == 1);

constexpr Values<std::int8_t, 3> values{{{5, 6, 4}}, {2.0f, 4}};
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

TEST_CASE("an int8 view gives pointers and references to its memory") {
  std::int8_t memory[3] = {1, 2, 3};
  const View<std::int8_t, 3> elements(memory, {1.0f, 0});
  for (std::int8_t& element : elements) ++element;
  std::int8_t& second = elements[1];
  second = 7;
  elements[2] = true;
  elements[2] += 4;
  CHECK(elements.data() == memory);
  CHECK(elements.raw() == memory);
  CHECK((memory[0] == 2 && memory[1] == 7 && memory[2] == 5));
  CHECK(elements[0] + elements[1] == 9);
}

TEST_CASE("a uint8 view shows memory 128 higher") {
  std::int8_t memory[5] = {};
  const View<std::uint8_t, 5> pixels(memory, {1.0f, 0});
  const std::uint8_t given[] = {0, 127, 128, 255, 9};
  pixels.assign(given);
  CHECK((memory[0] == -128 && memory[2] == 0 && memory[3] == 127));
  pixels[4] = 200;
  pixels[0] = pixels[3];
  pixels[1] = pixels.quantize(12.4f);
  std::uint8_t taken[5] = {};
  pixels.copy_to(taken, 9);
  CHECK((taken[0] == 255 && taken[1] == 12 && taken[4] == 200));
  CHECK(pixels.argmax() == 0);
  CHECK(pixels.dequantize(2) == 128.0f);
  pixels.assign(given, 1);
  CHECK((pixels[0] == 0 && pixels[1] == 12));
  std::fill(pixels.begin(), pixels.end(), std::uint8_t{130});
  CHECK(std::count(std::begin(memory), std::end(memory), 2) == 5);
}

TEST_CASE("what wrote its bytes into a view's memory itself has them converted there") {
  alignas(4) std::int8_t memory[7] = {0, 1, 2, 3, 4, 5, 6};
  const View<std::uint8_t, 7> pixels(memory, {1.0f, 0});
  pixels.assign(reinterpret_cast<std::uint8_t*>(pixels.raw()));
  for (int i = 0; i < 7; ++i) CHECK(pixels[i] == i);
}
