// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/element.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <tinytmpl/core/bytes.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

static_assert(std::is_same_v<ElementType<Element::uint8>, std::uint8_t> && element_of<std::uint8_t> == Element::uint8);
static_assert(std::is_same_v<ElementType<Element::int8>, std::int8_t> && element_of<std::int8_t> == Element::int8);
static_assert(to_memory(std::uint8_t{0}) == -128 && from_memory<std::uint8_t>(127) == 255);
static_assert(to_memory(std::int8_t{-7}) == -7 && from_memory<std::int8_t>(-7) == -7);

using Iterator = ElementIterator<std::uint8_t>;
using ConstIterator = ElementIterator<const std::uint8_t>;
static_assert(std::random_access_iterator<Iterator> && std::random_access_iterator<ConstIterator>);
static_assert(std::output_iterator<Iterator, std::uint8_t> && !std::output_iterator<ConstIterator, std::uint8_t>);

static_assert(std::is_same_v<ElementType<Element::float32>, float> && element_of<float> == Element::float32);
static_assert(element_of<bool> == Element::bool8 && element_of<std::int64_t> == Element::int64);
static_assert(size_of(Element::int64) == 8 && alignment_of(Element::int64) == 4 && alignment_of(Element::int16) == 2);
static_assert(std::random_access_iterator<ElementIterator<float>> &&
              std::is_assignable_v<ElementReference<float>, float>);

/// Written to memory and read again, in the compiler.
template <class T>
constexpr T passed(T element) {
  std::int8_t memory[8] = {};
  store_element(memory, element);
  return load_element<T>(memory);
}
static_assert(passed(-1.5f) == -1.5f && passed(true) && passed(std::int64_t{1} << 40) == std::int64_t{1} << 40);
static_assert(passed(std::int16_t{-300}) == -300 && passed(std::uint8_t{200}) == 200 && passed(std::int32_t{-5}) == -5);

// What an element takes: what an int8 takes, but for real numbers.
template <class T>
using Reference = ElementReference<T>;
static_assert(std::is_assignable_v<Reference<std::int8_t>, int> && std::is_assignable_v<Reference<std::int8_t>, bool>);
static_assert(std::is_convertible_v<Reference<std::int8_t>, std::int8_t&> &&
              !std::is_convertible_v<Reference<std::uint8_t>, std::int8_t&>);

}  // namespace

TEST_CASE("each uint8 comes back from memory") {
  for (int v = 0; v < 256; ++v) {
    std::int8_t memory = 0;
    const ElementReference<std::uint8_t> element(&memory);
    element = static_cast<std::uint8_t>(v);
    CHECK(memory == v - 128);
    CHECK(element == v);
  }
}

TEST_CASE("an element is read, written and counted up") {
  std::int8_t memory[] = {1, 2};
  const ElementReference<std::int8_t> first(memory), second(memory + 1);
  first = second;
  CHECK(memory[0] == 2);
  first += 5;
  first -= 1;
  CHECK(first * 2 == 12);
  std::int8_t& itself = second;
  itself = -3;
  CHECK(memory[1] == -3);
  ElementReference<std::int8_t> copy = first;
  copy = second;
  CHECK(memory[0] == -3);
}

TEST_CASE("iterators walk over elements") {
  std::int8_t memory[] = {-128, 0, 127, 5};
  const Iterator begin(memory), end = begin + 4;
  CHECK(end - begin == 4);
  CHECK(begin[1] == 128);
  CHECK(*std::max_element(begin, end) == 255);
  auto at = begin;
  CHECK(*at++ == 0);
  CHECK(*++at == 255);
  CHECK(*at-- == 255);
  CHECK(*--at == 0);
  CHECK((at == begin && at < end && 2 + at == end - 2));
  std::fill(begin, end, std::uint8_t{130});
  CHECK(std::count(std::begin(memory), std::end(memory), 2) == 4);
}

TEST_CASE("bytes are converted at any address, also where they lie") {
  alignas(4) std::uint8_t from[40] = {};
  alignas(4) std::int8_t to[40] = {};
  for (int i = 0; i < 40; ++i) from[i] = static_cast<std::uint8_t>(i * 37);
  for (int offset = 0; offset < 16; ++offset)
    for (int count = 0; count < 12; ++count) {
      std::fill(std::begin(to), std::end(to), std::int8_t{99});
      const std::uint8_t* source = from + offset % 4;
      std::int8_t* target = to + offset / 4;
      copy_to_memory(target, source, count);
      for (int i = 0; i < count; ++i) REQUIRE(target[i] == source[i] - 128);
      REQUIRE(target[count] == 99);
    }
  copy_to_memory(to, reinterpret_cast<const std::uint8_t*>(to), 40);
  REQUIRE(to[39] == 99 - 128);
}
