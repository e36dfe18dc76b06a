// SPDX-License-Identifier: BSL-1.0
// What elements of several types, bool among them, go through; and divisions.
#include <catch2/catch.hpp>

#include "emit/c_interface.hpp"
#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Given = SmallModel::Tensor;

const Given real{{1, 4}, {}, {}, Dtype::float32}, of_bytes{{1, 4}}, truth{{1, 4}, {}, {}, Dtype::boolean},
    int32s{{1, 4}, {}, {}, Dtype::int32};

std::vector<std::uint8_t> model(const char* type, const std::vector<Given>& in, const Given& out) {
  SmallModel m;
  std::vector<int> all, inputs;
  for (const Given& given : in) {
    all.push_back(m.tensor(given));
    if (given.data.empty()) inputs.push_back(all.back());
  }
  const int y = m.tensor(out);
  m.op(type, all, {y});
  return m.done(inputs, {y});
}
Given constant(Given of) {
  of.data.assign(of.dtype == Dtype::float32 ? 16 : 4, 1);
  return of;
}

}  // namespace

TEST_CASE("Comparisons are of two tensors, or of one and a constant") {
  CHECK(words_of(model("GREATER", {real, real}, truth)) == Words{"Greater"});
  CHECK(words_of(model("LESS_EQUAL", {of_bytes, constant(of_bytes)}, truth)) ==
        Words{"WithConstant<LessEqual, Shape<4>>"});
  CHECK(words_of(model("EQUAL", {constant(real), real}, truth)) ==
        Words{"WithConstant<Equal, Shape<4>, ConstantFirst>"});
  CHECK_THAT(refusal(model("GREATER", {real, of_bytes}, truth)), Contains("its inputs are of two types"));
  CHECK_THAT(refusal(model("GREATER", {of_bytes, of_bytes}, of_bytes)), Contains("its type is not the input's"));
  const Given wide{{1, 4}, {0.1f}, {0}, Dtype::int16};
  CHECK_THAT(refusal(model("GREATER", {wide, wide}, truth)), Contains("int16 are not compared"));
  const Given steps{{1, 4}, {1.5f}, {0}};
  CHECK_THAT(refusal(model("LESS", {of_bytes, steps}, truth)), Contains("its scale is 1.5; those of what is compared"));
}

TEST_CASE("Logic is of bools") {
  CHECK(words_of(model("LOGICAL_AND", {truth, truth}, truth)) == Words{"LogicalAnd"});
  CHECK(words_of(model("LOGICAL_OR", {truth, truth}, truth)) == Words{"LogicalOr"});
  CHECK(words_of(model("LOGICAL_NOT", {truth}, truth)) == Words{"LogicalNot"});
  CHECK_THAT(refusal(model("LOGICAL_NOT", {of_bytes}, truth)),
             Contains("it is not of bool; put a comparison before it"));
  CHECK_THAT(refusal(model("LOGICAL_OR", {truth, constant(truth)}, truth)), Contains("it is a constant"));
  CHECK_THAT(refusal(model("ADD", {truth, truth}, truth)), Contains("the model computes in bool: 1 operator (ADD)"));
}

TEST_CASE("A condition selects") {
  CHECK(words_of(model("SELECT_V2", {truth, real, real}, real)) == Words{"Select"});
  CHECK(words_of(model("SELECT", {truth, constant(of_bytes), of_bytes}, of_bytes)) ==
        Words{"WithConstant<Select, Shape<4>, ConstantFirst>"});
  const Given other{{1, 4}, {0.2f}, {3}};
  CHECK(layer_words(prepare(model("SELECT_V2", {truth, of_bytes, other}, of_bytes)).network) ==
        Words{"Lookup", "Select"});
  CHECK_THAT(refusal(model("SELECT_V2", {of_bytes, of_bytes, of_bytes}, of_bytes)), Contains("it is not of bool"));
  CHECK_THAT(refusal(model("SELECT_V2", {constant(truth), of_bytes, of_bytes}, of_bytes)),
             Contains("mask them with a MUL"));
  CHECK_THAT(refusal(model("SELECT_V2", {truth, constant(of_bytes), constant(of_bytes)}, of_bytes)),
             Contains("both of its choices are constants"));
}

TEST_CASE("CAST has both types") {
  CHECK(words_of(model("CAST", {truth}, real)) == Words{"Cast<Element::float32>"});
  CHECK(words_of(model("CAST", {real}, truth)) == Words{"Cast<Element::bool8>"});
  CHECK(words_of(model("CAST", {of_bytes}, int32s)) == Words{"Cast<Element::int32>"});
}

TEST_CASE("Divisions") {
  CHECK(words_of(model("DIV", {of_bytes, of_bytes}, of_bytes)) == Words{"Div"});
  CHECK(words_of(model("FLOOR_DIV", {real, constant(real)}, real)) == Words{"WithConstant<FloorDiv, Shape<4>>"});
  CHECK(words_of(model("FLOOR_MOD", {real, real}, real)) == Words{"FloorMod"});
  CHECK_THAT(refusal(model("FLOOR_MOD", {of_bytes, of_bytes}, of_bytes)), Contains("supported in float32 alone"));
  CHECK_THAT(refusal(model("DIV", {of_bytes, {{1, 4}, {1e-30f}, {0}}}, of_bytes)),
             Contains("its scale makes a factor of"));
}

TEST_CASE("C89 has no bool") {
  const Network net = prepare(model("GREATER", {real, real}, truth)).network;
  CHECK_THROWS_WITH(c_interface(net, {"1.2.3", "m.tflite", "abc", "a::b", 0}, {"b.hpp", "b.h", {}}, false),
                    Contains("is of bool, which C89 does not have"));
}
