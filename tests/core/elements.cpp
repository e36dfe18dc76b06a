// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/elements.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <vector>

namespace {

using tinytmpl::Element;
using Weights = tinytmpl::core::ElementSpan<std::int8_t>;

constexpr std::int8_t bytes[] = {1, 2, 3};
constexpr float reals[] = {0.5f, 1.5f};
constexpr Weights of_bytes = bytes, of_reals = reals, none{};

static_assert(of_bytes.element() == Element::int8 && of_bytes.size() == 3 && of_bytes.as<std::int8_t>()[2] == 3);
static_assert(of_reals.element() == Element::float32 && of_reals.size() == 2 && of_reals.as<float>()[1] == 1.5f);
static_assert(none.empty() && none.element() == Element::int8, "what is usual");
static_assert(of_bytes.first(2).size() == 2 && of_bytes.data()[1] == 2, "of the usual type it is a pointer");
static_assert(Weights(std::array<std::int32_t, 1>{7}).element() == Element::int32);

TEST_CASE("Whatever std::span takes is an array of elements") {
  const std::vector<float> list{1, 2, 3};
  const Weights span = list;
  CHECK(span.element() == Element::float32);
  CHECK(span.as<float>().data() == list.data());
  CHECK(Weights(std::span(list).first(2)).size() == 2);
}

}  // namespace
