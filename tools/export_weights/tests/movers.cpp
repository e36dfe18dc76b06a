// SPDX-License-Identifier: BSL-1.0
// TRANSPOSE, TILE, SPACE_TO_DEPTH, GATHER and others that move elements: what becomes of them, and what is refused.
#include <functional>

#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Shape = std::vector<int>;
using Numbers = std::vector<std::int32_t>;

/// A model of one operator from x to y, with the integers that it is told.
template <class Table = schema::AddOptions>
std::vector<std::uint8_t> model(Code code, Shape from, Shape to, const std::vector<std::pair<Numbers, Shape>>& told,
                                const std::function<flatbuffers::Offset<Table>(SmallModel&)>& options = {}) {
  SmallModel m;
  std::vector<int> inputs{m.tensor({.shape = std::move(from)})};
  for (const auto& [numbers, shape] : told) inputs.push_back(m.int32s(numbers, shape));
  const int y = m.tensor({.shape = std::move(to)});
  m.op(code, inputs, {y}, options ? options(m) : flatbuffers::Offset<Table>{});
  return m.done({inputs[0]}, {y});
}

std::vector<std::uint8_t> transposed(const Shape& from, const Numbers& order, const Shape& to) {
  return model("TRANSPOSE", from, to, {{order, {static_cast<int>(order.size())}}});
}
std::vector<std::uint8_t> gathered(const Shape& from, int axis, const Numbers& indices, const Shape& to,
                                   const Shape& shape) {
  return model<schema::GatherOptions>("GATHER", from, to, {{indices, shape}},
                                      [axis](SmallModel& m) { return schema::CreateGatherOptions(m.builder, axis); });
}

}  // namespace

TEST_CASE("A transposition moves along the fewest axes") {
  CHECK(words_of(transposed({1, 4, 5, 3}, {0, 3, 1, 2}, {1, 3, 4, 5})) == Words{"Transpose<2, 0, 1>"});
  CHECK(words_of(transposed({1, 3, 4}, {0, 2, 1}, {1, 4, 3})) == Words{"Transpose<1, 0>"});
  CHECK(words_of(transposed({1, 2, 1, 3}, {0, 3, 2, 1}, {1, 3, 1, 2})) == Words{"Transpose<2, 1, 0>"});
  CHECK(words_of(transposed({1, 1, 5, 4}, {0, 2, 1, 3}, {1, 5, 1, 4})) == Words{"Reshape<Shape<5, 1, 4>>"});
  CHECK_THAT(refusal(transposed({1, 4, 5}, {0, 1}, {1, 4, 5})), Contains("it does not name each dimension once"));
}

TEST_CASE("What is repeated has a stride of 0") {
  CHECK(words_of(model("TILE", {1, 4, 3}, {1, 8, 3}, {{{1, 2, 1}, {3}}})) ==
        Words{"AsStrided<Shape<8, 3>, Sizes<2, 12>, Strides<0, 1>>"});
  CHECK(words_of(model("BROADCAST_TO", {1, 1, 3}, {1, 4, 3}, {{{1, 4, 3}, {3}}})) ==
        Words{"AsStrided<Shape<4, 3>, Sizes<4, 3>, Strides<0, 1>>"});
  CHECK_THAT(refusal(model("TILE", {1, 4}, {1, 4}, {{{1, 0}, {2}}})),
             Contains("dimension 1, of 4, is repeated 0 times"));
  CHECK_THAT(refusal(model("TILE", {1, 4}, {1, 4}, {{{1}, {1}}})), Contains("a number for each dimension"));
  CHECK_THAT(refusal(model("BROADCAST_TO", {1, 3}, {1, 4}, {{{1, 4}, {2}}})),
             Contains("dimension 1 of the input, of 3, does not become 4"));
  CHECK_THAT(refusal(model("BROADCAST_TO", {1, 3}, {3}, {{{3}, {1}}})), Contains("fewer dimensions than the input"));
}

TEST_CASE("Blocks and channels") {
  const auto blocks = [](const char* type, Shape from, Shape to, int size) {
    if (std::string(type) == "SPACE_TO_DEPTH")
      return model<schema::SpaceToDepthOptions>(type, std::move(from), std::move(to), {}, [size](SmallModel& m) {
        return schema::CreateSpaceToDepthOptions(m.builder, size);
      });
    return model<schema::DepthToSpaceOptions>(type, std::move(from), std::move(to), {}, [size](SmallModel& m) {
      return schema::CreateDepthToSpaceOptions(m.builder, size);
    });
  };
  CHECK(words_of(blocks("SPACE_TO_DEPTH", {1, 4, 6, 3}, {1, 2, 3, 12}, 2)) ==
        Words{"AsStrided<Shape<2, 3, 12>, Sizes<2, 3, 2, 6>, Strides<36, 6, 18, 1>>"});
  CHECK(words_of(blocks("DEPTH_TO_SPACE", {1, 2, 3, 8}, {1, 4, 6, 2}, 2)) ==
        Words{"AsStrided<Shape<4, 6, 2>, Sizes<2, 2, 3, 4>, Strides<24, 4, 8, 1>>"});
  CHECK_THAT(refusal(blocks("SPACE_TO_DEPTH", {1, 4, 5, 3}, {1, 2, 2, 12}, 2)), Contains("do not divide into blocks"));
  CHECK_THAT(refusal(blocks("DEPTH_TO_SPACE", {1, 2, 3, 6}, {1, 4, 6, 1}, 2)),
             Contains("6 channels do not divide into blocks"));
  CHECK_THAT(refusal(blocks("SPACE_TO_DEPTH", {1, 6, 3}, {1, 3, 6}, 2)), Contains("it is no image"));
}

TEST_CASE("Constant indices are slices, one for each run") {
  CHECK(words_of(gathered({1, 6, 2}, 1, {1, 2, 3}, {1, 3, 2}, {3})) == Words{"Slice<Shape<3, 2>, Begin<1, 0>>"});
  CHECK(words_of(gathered({1, 6, 2}, 1, {5, 3, 1}, {1, 3, 2}, {3})) ==
        Words{"Slice<Shape<3, 2>, Begin<5, 0>, Steps<-2, 1>>"});
  CHECK(words_of(gathered({1, 6, 2}, -1, {1}, {1, 6}, {})) == Words{"Slice<Shape<6, 1>, Begin<0, 1>>", "Flatten"});
  CHECK(words_of(gathered({1, 6, 2}, 1, {0, 1, 5, 5}, {1, 4, 2}, {4})) ==
        Words{"Slice<Shape<2, 2>>", "Slice<Shape<1, 2>, Begin<5, 0>>", "Slice<Shape<1, 2>, Begin<5, 0>>",
              "Concat<Axis::width>"});
  CHECK(words_of(model("GATHER_ND", {1, 6, 2}, {2, 2}, {{{0, 1, 0, 3}, {2, 2}}})) ==
        Words{"Slice<Shape<2, 2>, Begin<1, 0>, Steps<2, 1>>"});
  CHECK_THAT(refusal(gathered({1, 6, 2}, 1, {6}, {1, 1, 2}, {1})), Contains("index 6 lies outside dimension 1, of 6"));
  CHECK_THAT(refusal(model("GATHER_ND", {1, 6, 2}, {1, 2}, {{{0, 6}, {1, 2}}})),
             Contains("index 6 lies outside dimension 1, of 6"));
  CHECK_THAT(refusal(model("GATHER_ND", {1, 6}, {1}, {{{0, 0, 0}, {1, 3}}})),
             Contains("its last dimension does not name dimensions of the input"));
}

TEST_CASE("Backwards") {
  CHECK(words_of(model("REVERSE_V2", {1, 6, 2}, {1, 6, 2}, {{{1}, {1}}})) ==
        Words{"Slice<Shape<6, 2>, Begin<5, 0>, Steps<-1, 1>>"});
  CHECK(
      words_of(model("MIRROR_PAD", {1, 6, 2}, {1, 9, 2}, {{{0, 0, 2, 1, 0, 0}, {3, 2}}})) ==
      Words{"Slice<Shape<2, 2>, Begin<2, 0>, Steps<-1, 1>>", "Slice<Shape<1, 2>, Begin<4, 0>>", "Concat<Axis::width>"});
  CHECK_THAT(refusal(model("MIRROR_PAD", {1, 3}, {1, 6}, {{{0, 0, 3, 0}, {2, 2}}})),
             Contains("it pads by 3 and 0; dimension 1, of 3, mirrors 0 to 2"));
  CHECK_THAT(refusal(model("MIRROR_PAD", {1, 3}, {1, 6}, {{{0, 0}, {1, 2}}})),
             Contains("it does not have two numbers for each dimension"));
}

TEST_CASE("Padding with any value") {
  const auto padded = [](Numbers amounts, Shape to, std::uint8_t value) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 3, 4, 2}}), pads = m.int32s(amounts, {4, 2}),
              with = m.tensor({.shape = {}, .data = {value}}), y = m.tensor({.shape = std::move(to)});
    m.op("PADV2", {x, pads, with}, {y});
    return words_of(m.done({x}, {y}));
  };
  CHECK(padded({0, 0, 1, 0, 0, 0, 0, 2}, {1, 4, 4, 4}, 0) == Words{"Pad<1, 0, 0, 0, 0, 2>"});
  CHECK(padded({0, 0, 1, 0, 0, 0, 0, 0}, {1, 4, 4, 2}, 0x80) == Words{"PadWith<-128, 1, 0, 0, 0>"});
}

TEST_CASE("Reductions take any axes together, and those that are not the library's behind a transposition") {
  const auto reduced = [](const char* type, std::vector<int> in, std::vector<int> out, std::vector<std::int32_t> axes) {
    SmallModel m;
    const int x = m.tensor({std::move(in)}), y = m.tensor({std::move(out)});
    m.op(type, {x, m.int32s(axes)}, {y});
    return layer_words(prepare(m.done({x}, {y})).network);
  };
  CHECK(reduced("REDUCE_MAX", {1, 4, 4, 2}, {1, 2}, {1, 2}) == Words{"GlobalMaxPool2D"});
  CHECK(reduced("SUM", {1, 4, 4, 2}, {1, 4, 4}, {-1}) == Words{"ReduceSum"});
  CHECK(reduced("REDUCE_MIN", {1, 2, 3, 4, 5}, {1, 2, 4, 5}, {2}) == Words{"AsStrided", "ReduceMin", "Reshape"});
  CHECK(reduced("MEAN", {1, 2, 3, 4, 5}, {1, 2, 3}, {3, 4}) == Words{"Mean", "Reshape"});
  CHECK(reduced("MEAN", {1, 4}, {4}, {0}) == Words{"Reshape", "Mean"});
}
