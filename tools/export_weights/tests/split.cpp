// SPDX-License-Identifier: BSL-1.0
// SPLIT, SPLIT_V, UNPACK and PACK: what becomes of them, and what is refused.
#include <functional>

#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// A model of one operator that takes a tensor apart, all of whose outputs come out.
template <class Table = schema::AddOptions>
std::vector<std::uint8_t> apart(Code code, std::vector<int> shape, const std::vector<std::vector<int>>& parts,
                                const std::function<std::vector<int>(SmallModel&, int)>& inputs,
                                const std::function<flatbuffers::Offset<Table>(SmallModel&)>& options = {}) {
  SmallModel m;
  const int x = m.tensor({.shape = std::move(shape)});
  std::vector<int> outputs(parts.size());
  const std::vector<int> all = inputs(m, x);
  for (std::size_t i = 0; i < parts.size(); ++i) outputs[i] = m.tensor({.shape = parts[i]});
  m.op(code, all, outputs, options ? options(m) : flatbuffers::Offset<Table>{});
  return m.done({x}, outputs);
}

std::vector<std::uint8_t> split(std::vector<int> shape, int axis, const std::vector<std::vector<int>>& parts) {
  return apart("SPLIT", std::move(shape), parts,
               [axis](SmallModel& m, int x) { return std::vector{m.int32s({axis}, {}), x}; });
}
std::vector<std::uint8_t> split_v(const std::vector<std::int32_t>& sizes, const std::vector<std::vector<int>>& parts) {
  return apart("SPLIT_V", {1, 6, 4}, parts,
               [&sizes](SmallModel& m, int x) { return std::vector{x, m.int32s(sizes), m.int32s({1}, {})}; });
}

std::vector<std::uint8_t> unpack(std::vector<int> shape, int axis, const std::vector<std::vector<int>>& parts) {
  return apart<schema::UnpackOptions>(
      "UNPACK", std::move(shape), parts, [](SmallModel&, int x) { return std::vector{x}; },
      [axis, &parts](SmallModel& m) {
        return schema::CreateUnpackOptions(m.builder, static_cast<int>(parts.size()), axis);
      });
}

std::vector<std::uint8_t> pack(const std::vector<std::vector<int>>& shapes, int axis, std::vector<int> out) {
  SmallModel m;
  std::vector<int> inputs(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) inputs[i] = m.tensor({.shape = shapes[i]});
  const int y = m.tensor({.shape = std::move(out)});
  m.op("PACK", inputs, {y}, schema::CreatePackOptions(m.builder, static_cast<int>(inputs.size()), axis));
  return m.done(inputs, {y});
}

}  // namespace

TEST_CASE("each output of a SPLIT is a slice") {
  CHECK(words_of(split({1, 4, 4, 6}, 3, {{1, 4, 4, 3}, {1, 4, 4, 3}})) ==
        Words{"Slice<Shape<4, 4, 3>>", "Slice<Shape<4, 4, 3>, Begin<0, 0, 3>>"});
  CHECK(words_of(split({1, 6}, -1, {{1, 2}, {1, 2}, {1, 2}})) ==
        Words{"Slice<Shape<2>>", "Slice<Shape<2>, Begin<2>>", "Slice<Shape<2>, Begin<4>>"});
  CHECK(words_of(split({1, 4, 4, 6}, 1, {{1, 4, 4, 6}})) == Words{"Reshape<Shape<4, 4, 6>>"});
  CHECK(words_of(split_v({1, -1, 2}, {{1, 1, 4}, {1, 3, 4}, {1, 2, 4}})) ==
        Words{"Slice<Shape<1, 4>>", "Slice<Shape<3, 4>, Begin<1, 0>>", "Slice<Shape<2, 4>, Begin<4, 0>>"});
}

TEST_CASE("an output that nobody reads is no layer") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), a = m.tensor({.shape = {1, 2}}), b = m.tensor({.shape = {1, 2}});
  m.op("SPLIT", {m.int32s({1}, {}), x}, {a, b});
  CHECK(words_of(m.done({x}, {b})) == Words{"Slice<Shape<2>, Begin<2>>"});
}

TEST_CASE("an axis goes with UNPACK, and comes with PACK") {
  CHECK(words_of(unpack({1, 2, 3, 4}, 1, {{1, 3, 4}, {1, 3, 4}})) ==
        Words{"Slice<Shape<1, 3, 4>>", "Reshape<Shape<3, 4>>", "Slice<Shape<1, 3, 4>, Begin<1, 0, 0>>",
              "Reshape<Shape<3, 4>>"});
  CHECK(words_of(pack({{1, 3, 4}, {1, 3, 4}}, 1, {1, 2, 3, 4})) ==
        Words{"Concat<Axis::width>", "Reshape<Shape<2, 3, 4>>"});
  CHECK(words_of(pack({{1, 3}, {1, 3}}, 2, {1, 3, 2})) ==
        Words{"Reshape<Shape<3, 1>>", "Reshape<Shape<3, 1>>", "Concat<Axis::channels>"});
}

TEST_CASE("What does not divide, or does not fit together, is refused") {
  CHECK_THAT(refusal(split({1, 5}, 1, {{1, 2}, {1, 2}})),
             Contains("dimension 1 does not divide into 2 outputs of 2, 2"));
  CHECK_THAT(refusal(split_v({1, 2}, {{1, 1, 4}, {1, 2, 4}})), Contains("does not divide into 2 outputs of 1, 2"));
  CHECK_THAT(refusal(split_v({7, -1}, {{1, 1, 4}, {1, 2, 4}})), Contains("each part has at least one element"));
  CHECK_THAT(refusal(split_v({-1, -1}, {{1, 3, 4}, {1, 3, 4}})), Contains("only one part can be the rest"));
  CHECK_THAT(refusal(split({1, 4}, 2, {{1, 2}, {1, 2}})), Contains("axis 2 does not exist"));
  CHECK_THAT(refusal(unpack({1, 3}, 1, {{1}, {1}})), Contains("does not divide into 2 outputs of 1, 1"));
  CHECK_THAT(refusal(pack({{1, 3}, {1, 4}}, 1, {1, 2, 3})),
             Contains("its shape [1, 4] is not that of the first, [1, 3]"));
}
