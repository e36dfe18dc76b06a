// SPDX-License-Identifier: BSL-1.0
// SLICE and STRIDED_SLICE: what becomes of them, and what is refused.
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "operators/operator.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Numbers = std::vector<std::int32_t>;

struct Masks {
  int begin = 0, end = 0, ellipsis = 0, new_axis = 0, shrink = 0;
  bool offset = false;
};

/// A model of one slice, mostly of an image of 4 x 4 x 2.
std::vector<std::uint8_t> model(Code code, std::vector<Numbers> numbers, std::vector<int> out, const Masks& masks = {},
                                std::vector<int> in = {1, 4, 4, 2}) {
  SmallModel m;
  std::vector<int> inputs{m.tensor({.shape = std::move(in)})};
  for (const Numbers& some : numbers) inputs.push_back(m.int32s(some));
  const int y = m.tensor({.shape = std::move(out)});
  m.op(code, inputs, {y},
       schema::CreateStridedSliceOptions(m.builder, masks.begin, masks.end, masks.ellipsis, masks.new_axis,
                                         masks.shrink, masks.offset));
  return m.done({inputs[0]}, {y});
}

std::string word_of(const std::vector<std::uint8_t>& file) {
  const Network net = prepare(file).network;
  return net.layers.at(0).op->word(net, net.layers.at(0));
}

}  // namespace

TEST_CASE("A slice is the library's word") {
  CHECK(word_of(model("SLICE", {{0, 1, 0, 1}, {1, 2, -1, 1}}, {1, 2, 4, 1})) ==
        "Slice<Shape<2, 4, 1>, Begin<1, 0, 1>>");
  CHECK(word_of(model("STRIDED_SLICE", {{0, -3, 0, 0}, {1, 4, 9, 2}, {1, 2, 1, 1}}, {1, 2, 4, 2})) ==
        "Slice<Shape<2, 4, 2>, Begin<1, 0, 0>, Steps<2, 1, 1>>");
  constexpr int far = 2'147'483'647;  // a step that nothing is left behind
  CHECK(word_of(model("STRIDED_SLICE", {{0, 1, 2, 0}, {1, far, far, 2}, {1, far, 65'535, 1}}, {1, 1, 1, 2})) ==
        "Slice<Shape<1, 1, 2>, Begin<1, 2, 0>>");
  CHECK(word_of(model("STRIDED_SLICE", {{0, 3, 0, 0}, {1, 0, 4, 2}, {1, -1, 1, 1}}, {1, 3, 4, 2})) ==
        "Slice<Shape<3, 4, 2>, Begin<3, 0, 0>, Steps<-1, 1, 1>>");
}

TEST_CASE("What is no part of the tensor is refused") {
  CHECK_THAT(refusal(model("SLICE", {{0, 3, 0, 0}, {1, 2, 4, 2}}, {1, 2, 4, 2})),
             Contains("of dimension 1, of 4, it takes 2 from 3 on in steps of 1"));
  CHECK_THAT(refusal(model("SLICE", {{0, -2'147'483'647, 0, 0}, {1, -1, 4, 2}}, {1, 4, 4, 2})),
             Contains("of dimension 1, of 4, it takes 4 from -2147483647 on"));
  CHECK_THAT(refusal(model("SLICE", {{0, 3}, {1, 2}}, {1, 2, 4, 2})), Contains("a number for each dimension"));
  CHECK_THAT(refusal(model("STRIDED_SLICE", {{0, 0}, {1, 4, 4, 1}, {1, 1, 1, 1}}, {1, 4, 4, 1})),
             Contains("it has not as many beginnings as ends and steps"));
  const Numbers five{0, 0, 0, 0, 0}, ones{1, 1, 1, 1, 1};
  CHECK_THAT(refusal(model("STRIDED_SLICE", {five, ones, ones}, {1, 1, 1, 1})),
             Contains("it names more dimensions than there are"));
}

TEST_CASE("The masks of a STRIDED_SLICE") {
  const auto masked = [](std::vector<Numbers> numbers, std::vector<int> out, Masks masks) {
    return word_of(model("STRIDED_SLICE", std::move(numbers), std::move(out), masks, {1, 4, 6}));
  };
  // An ellipsis stands for all axes that are not named, a new axis for none.
  CHECK(masked({{0, 1}, {0, 2}, {1, 1}}, {1, 4, 1}, {.ellipsis = 1}) == "Slice<Shape<4, 1>, Begin<0, 1>>");
  CHECK(masked({{0, 0, 1}, {0, 0, 2}, {1, 1, 1}}, {1, 4, 1, 1}, {.ellipsis = 1, .new_axis = 2}) ==
        "Slice<Shape<4, 1>, Begin<0, 1>>");
  CHECK(masked({{0, 0, -1}, {0, 0, 9}, {1, 1, 1}}, {1, 1, 6}, {.end = 2, .new_axis = 1, .shrink = 4}) ==
        "Slice<Shape<1, 6>, Begin<3, 0>>");
  // Ends are counted from the beginning; an axis of which one element is left may go.
  CHECK(masked({{0, 1, 2}, {1, 2, 3}, {1, 1, 1}}, {1, 2, 3}, {.offset = true}) == "Slice<Shape<2, 3>, Begin<1, 2>>");
  CHECK(masked({{0, 3}, {1, 0}, {1, 1}}, {1, 6}, {.shrink = 2}) == "Slice<Shape<1, 6>, Begin<3, 0>>");
}
