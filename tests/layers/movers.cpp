// SPDX-License-Identifier: BSL-1.0
// Transpose, AsStrided, PadWith: every element comes from its place, in all types and schedules.
#include <bit>

#include <tinytmpl/layers/as_strided.hpp>
#include <tinytmpl/layers/transpose.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Extent image{4, 6, 3, 3};
static_assert(Transpose<2, 0, 1>::describe(image).out.extent == core::Extent{3, 4, 6, 3});
static_assert(Transpose<1, 0>::describe({1, 6, 3, 2}).out.extent == core::Extent{1, 3, 6, 2});
static_assert(Transpose<0, 1, 2>::describe(image).traits.reshapes, "nothing moves");
static_assert(Transpose<0, 1>::describe(image).fault.rule == core::Rule::permutation);
static_assert(Transpose<0, 1, 1>::describe(image).fault.rule == core::Rule::permutation);
static_assert(Transpose<0, 1, 3>::describe(image).fault.rule == core::Rule::permutation);

using Blocks = AsStrided<Shape<2, 3, 12>, Sizes<2, 3, 2, 6>, Strides<36, 6, 18, 1>>;  // of 2 x 2 pixels
using Enlarged = AsStrided<Shape<8, 6, 3>, Sizes<4, 2, 18>, Strides<18, 0, 1>>;       // each row twice
static_assert(AsStrided<Shape<2>, Sizes<2>, Strides<1>, 71>::describe(image).fault.given == 73);
static_assert(AsStrided<Shape<2>, Sizes<2>, Strides<-1>>::describe(image).fault.given == -1);
static_assert(AsStrided<Shape<4, 3>, Sizes<12>, Strides<2>>::describe(image).fault.rule == core::Rule::none);
static_assert(AsStrided<Shape<3, 4>, Sizes<2, 6>, Strides<1, 7>>::describe(image).fault.rule ==
              core::Rule::divided_axes);
static_assert(AsStrided<Shape<4, 3>, Sizes<11>, Strides<1>>::describe(image).fault.rule == core::Rule::divided_axes);

/// The rows that one row of the output reads.
template <class Word>
constexpr core::Sliding rows = [] {
  core::Node node = Word::describe(image);
  layers::read_rows(node);
  return node.in().rows;
}();
static_assert(rows<Blocks> == core::Sliding{.size = 2, .stride = 2});
static_assert(rows<Enlarged> == core::Sliding{.per = 2});
static_assert(rows<Transpose<0, 2, 1>> == core::Sliding{});
static_assert(rows<Transpose<1, 0, 2>> == core::Sliding{.size = 4, .stride = 0}, "all of them");

/// What a model of one layer makes of elements that are all different.
template <class Word, Element element>
auto moved() {
  static constexpr Parameters parameters[] = {{.output = {1, 0}, .element = element}, {}};
  using M = Model<Word, Shape<4, 6, 3>, parameters>;
  static M model;
  for (int i = 0; i < image.size(); ++i) model.input()[i] = static_cast<core::ElementType<element>>(i);
  std::vector<int> out;
  for (const auto value : model.run()) out.push_back(static_cast<int>(value));
  return out;
}
template <class Word>
void is_moved(const std::vector<int>& wanted) {
  CHECK(moved<Word, Element::int8>() == wanted);
  CHECK(moved<Word, Element::int16>() == wanted);
  CHECK(moved<Word, Element::int64>() == wanted);
}

}  // namespace

TEST_CASE("each element from its place") {
  std::vector<int> channels_first, blocks, padded;
  for (int c = 0; c < 3; ++c)
    for (int i = 0; i < 24; ++i) channels_first.push_back(3 * i + c);
  for (int h = 0; h < 2; ++h)
    for (int w = 0; w < 3; ++w)
      for (int i = 0; i < 12; ++i) blocks.push_back(h * 36 + w * 6 + i / 6 * 18 + i % 6);
  for (int h = 0; h < 5; ++h)
    for (int i = 0; i < 18; ++i) padded.push_back(h == 0 ? 77 : (h - 1) * 18 + i);
  is_moved<Transpose<2, 0, 1>>(channels_first);
  CHECK(moved<Transpose<2, 0, 1>, Element::float32>() == channels_first);
  is_moved<Blocks>(blocks);
  is_moved<PadWith<77, 1, 0, 0>>(padded);
  CHECK(moved<PadWith<std::bit_cast<int>(77.0f), 1, 0, 0>, Element::float32>() == padded);
}

TEST_CASE("between other layers, in all schedules") {
  struct Net : Graph<Outputs<"joined">, Let<"x", Conv2D<4, 3, Same>, "input">, Let<"turned", Transpose<1, 0, 2>, "x">,
                     Let<"back", Transpose<1, 0, 2>, "turned">,
                     Let<"mirrored", Slice<Shape<6, 4, 4>, Begin<5, 3, 3>, Steps<-1, -1, -1>>, "x">,
                     Let<"sum", Add, "back", "mirrored">, Let<"padded", PadWith<5, 0, 0, 1, 0>, "sum">,
                     Let<"again", AsStrided<Shape<6, 5, 4>, Sizes<6, 5, 2, 2>, Strides<20, 4, 1, 2>>, "padded">,
                     Let<"joined", Concat<>, "again", "again">> {};
  static constexpr Parameters given[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale, .output = {0.05f, 2}},
      {},
      {},
      {},
      {.output = {0.05f, 2}},
      {},
      {},
      {}};
  compare_schedules<Net, Shape<6, 4, 2>, given>();
}
