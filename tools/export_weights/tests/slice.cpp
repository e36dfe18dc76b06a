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

/// A model of one slice of an image of 4 x 4 x 2.
std::vector<std::uint8_t> model(Code code, std::vector<Numbers> numbers, std::vector<int> out, int ellipsis = 0,
                                bool offset = false) {
  SmallModel m;
  std::vector<int> inputs{m.tensor({.shape = {1, 4, 4, 2}})};
  for (const Numbers& some : numbers) inputs.push_back(m.int32s(some));
  const int y = m.tensor({.shape = std::move(out)});
  m.op(code, inputs, {y}, schema::CreateStridedSliceOptions(m.builder, 0, 0, ellipsis, 0, 0, offset));
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
}

TEST_CASE("What is no part of the tensor is refused") {
  CHECK_THAT(refusal(model("SLICE", {{0, 3, 0, 0}, {1, 2, 4, 2}}, {1, 2, 4, 2})),
             Contains("of dimension 1, of 4, it takes 2 from 3 on in steps of 1"));
  CHECK_THAT(refusal(model("STRIDED_SLICE", {{0, 3, 0, 0}, {1, 0, 4, 2}, {1, -1, 1, 1}}, {1, 3, 4, 2})),
             Contains("only forwards"));
  CHECK_THAT(refusal(model("SLICE", {{0, -2'147'483'647, 0, 0}, {1, -1, 4, 2}}, {1, 4, 4, 2})),
             Contains("of dimension 1, of 4, it takes 4 from -2147483647 on"));
  CHECK_THAT(refusal(model("SLICE", {{0, 3}, {1, 2}}, {1, 2, 4, 2})), Contains("a number for each dimension"));
  CHECK_THAT(refusal(model("STRIDED_SLICE", {{0, 0, 0, 0}, {1, 4, 4, 1}, {1, 1, 1, 1}}, {1, 4, 4, 1}, 1)),
             Contains("an ellipsis, new axes and ends that are counted from the beginning of the slice are not"));
  CHECK_THAT(refusal(model("STRIDED_SLICE", {{0, 1, 0, 0}, {1, 2, 4, 2}, {1, 1, 1, 1}}, {1, 2, 4, 2}, 0, true)),
             Contains("ends that are counted from the beginning"));
}
