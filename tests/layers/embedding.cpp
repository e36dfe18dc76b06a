// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;

constexpr core::Node node = Embedding<5, 3>::describe({2, 2, 2, 3});
static_assert(node.out.extent == core::Extent{2, 4, 3, 3} && node.demands.weights == 15 && node.macs == 0);
static_assert(Embedding<0, 3>::describe({1, 1, 2, 1}).fault.rule == core::Rule::vocabulary);
static_assert(Embedding<3, 0>::describe({1, 1, 2, 1}).fault.rule == core::Rule::vocabulary);

constexpr std::int8_t bytes[] = {1, 2, 3, 4, 5, 6};
constexpr float reals[] = {0.5f, 1.5f, -2, 3, 4, 5};
constexpr std::int16_t words[] = {1000, 2000, -3000, 4000, 5000, 6000};
constexpr Parameters of_bytes[] = {{.element = Element::int32}, {.weights = bytes, .output = {0.5f, -1}}};
constexpr Parameters of_reals[] = {{.element = Element::int32}, {.weights = reals}};
constexpr Parameters of_words[] = {{.element = Element::int32},
                                   {.weights = words, .output = {0.5f, 0}, .element = Element::int16}};

constexpr bool equal(const auto& values, const auto& expected) { return std::ranges::equal(values, expected); }

template <auto& parameters>
constexpr auto rows = Model<Embedding<3, 2>, Shape<4>, parameters>::eval(std::array{1, 0, 2, 1});
static_assert(equal(rows<of_bytes>, std::array{3, 4, 1, 2, 5, 6, 3, 4}));
static_assert(equal(rows<of_reals>, std::array{-2.0f, 3.0f, 0.5f, 1.5f, 4.0f, 5.0f, -2.0f, 3.0f}));
static_assert(equal(rows<of_words>, std::array{-3000, 4000, 1000, 2000, 5000, 6000, -3000, 4000}));

constexpr Parameters by_int64[] = {{.element = Element::int64}, {.weights = reals}};
static_assert(equal(Model<Embedding<3, 2>, Shape<3>, by_int64>::eval(std::array<std::int64_t, 3>{1, -1, 1LL << 40}),
                    std::array{-2.0f, 3.0f, 4.0f, 5.0f, 4.0f, 5.0f}));

TEST_CASE("an index below 0 counts from the end; one outside the table has its nearest row") {
  Model<Embedding<3, 2>, Shape<4>, of_bytes> model;
  model.input().assign(std::array{-1, 3, -2147483647 - 1, 2147483647}.data());
  model.run();
  CHECK(equal(model.output(), std::array{5, 6, 5, 6, 1, 2, 5, 6}));
}

constexpr Parameters integers[] = {{.element = Element::int32}, {.element = Element::int32}, {}};
template <class Word>
constexpr auto of_integers =
    Model<Word, InputShapes<Shape<2>, Shape<2>>, integers>::eval(std::array{2147483647, -5}, std::array{2, 3});
static_assert(equal(of_integers<Add>, std::array{-2147483647, -2}));
static_assert(equal(of_integers<Sub>, std::array{2147483645, -8}));
static_assert(equal(of_integers<Mul>, std::array{-2, -15}));
static_assert(equal(of_integers<Maximum>, std::array{2147483647, 3}) && equal(of_integers<Minimum>, std::array{2, -5}));

constexpr std::int32_t ten[] = {10};
constexpr Parameters with_ten[] = {{.element = Element::int32}, {.weights = ten}};
static_assert(equal(Model<WithConstant<Add, Shape<1>>, Shape<2>, with_ten>::eval(std::array{-3, 7}),
                    std::array{7, 17}));

constexpr Parameters of_scores[] = {{.output = {0.5f, 0}}, {}};
constexpr auto place =
    Model<ArgMax<Axis::channels, Element::int64>, Shape<4>, of_scores>::eval(std::array<std::int8_t, 4>{1, 2, 9, 3});
static_assert(place[0] == std::int64_t{2});

/// As Keras writes it: negative indices count from the end.
struct Words
    : Graph<Inputs<"word">, Outputs<"row">,  //
            Let<"negative", WithConstant<Less, Shape<1>>, "word">, Let<"wrapped", WithConstant<Add, Shape<1>>, "word">,
            Let<"index", Select, "wrapped", "word", "negative">, Let<"row", Embedding<3, 2>, "index">> {};
constexpr std::int32_t zero[] = {0}, three[] = {3};
constexpr Parameters keras[] = {
    {.element = Element::int32}, {.weights = zero}, {.weights = three}, {}, {.weights = reals}};

TEST_CASE("indices are computed") {
  Model<Words, Shape<2>, keras> model;
  model.input().assign(std::array{-1, 0}.data());
  model.run();
  CHECK(model.output()[0] == 4.0f);
  CHECK(model.output()[3] == 1.5f);
}

}  // namespace
