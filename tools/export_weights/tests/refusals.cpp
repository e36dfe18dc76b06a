// SPDX-License-Identifier: BSL-1.0
// An operator that the library cannot run is refused by name: operator, tensor, dtype, reason, and what to do.
#include <limits>

#include <catch2/catch.hpp>

#include "frontend/tflite/names.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;
using Given = SmallModel::Tensor;

namespace {

/// One operator from x to y, with more inputs behind x.
struct One {
  Given x{{1, 4, 4, 2}}, y{{1, 4, 4, 2}};
  template <class Inputs>
  std::string refused(Code code, Inputs more) const {
    SmallModel m;
    std::vector<int> inputs{m.tensor(x)};
    for (const int input : more(m)) inputs.push_back(input);
    const int output = m.tensor(y);
    m.op(code, inputs, {output});
    return refusal(m.done({inputs[0]}, {output}));
  }
  std::string refused(Code code) const {
    return refused(code, [](SmallModel&) { return std::vector<int>{}; });
  }
};

std::string dense(const Given& x, const Given& w, const Given& y) {
  SmallModel m;
  const int in = m.tensor(x), weights = m.tensor(w), out = m.tensor(y);
  m.op("FULLY_CONNECTED", {in, weights}, {out});
  return refusal(m.done({in}, {out}));
}
Given weights(std::vector<float> scales = {0.01f}) {
  return {{3, 4}, std::move(scales), {0}, Dtype::int8, std::vector<std::uint8_t>(12)};
}

}  // namespace

TEST_CASE("Other types are refused with advice") {
  CHECK(dense({{1, 4}}, weights(), {{1, 3}}) == "accepted");
  CHECK_THAT(dense({{1, 4}, {0.1f}, {0}, Dtype::int16}, weights(), {{1, 3}}), Contains("its type is not the input's"));
  CHECK_THAT(dense({{1, 4}, {0.1f}, {0}, Dtype::uint8}, weights(), {{1, 3}}), Contains("uint8"));
  Given nibbles = weights();
  nibbles.dtype = Dtype::int4;
  CHECK_THAT(dense({{1, 4}}, nibbles, {{1, 3}}), Contains("int4") && Contains("12 elements, but its data 12 bytes"));
  nibbles.data.resize(6);
  CHECK(dense({{1, 4}}, nibbles, {{1, 3}}) == "accepted");
  CHECK_THAT(dense({{1, 4}, {0.1f}, {0}, Dtype::int4}, weights(), {{1, 3}}), Contains("supported as weights alone"));
}

TEST_CASE("Quantizations that mean nothing here are refused") {
  CHECK_THAT(dense({{1, 4}, {0.1f, 0.1f}, {0, 0}}, weights(), {{1, 3}}), Contains("per tensor, not per axis"));
  for (const float scale :
       {0.0f, -1.0f, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    CHECK_THAT(dense({{1, 4}, {scale}}, weights(), {{1, 3}}), Contains("finite and positive"));
    if (scale != 0) CHECK_THAT(dense({{1, 4}}, weights({scale}), {{1, 3}}), Contains("finite and positive"));
  }
  CHECK_THAT(dense({{1, 4}, {0.1f}, {128}}, weights(), {{1, 3}}), Contains("zero point 128"));
  CHECK_THAT(dense({{1, 4}}, weights({0.1f, 0.1f}), {{1, 3}}), Contains("2 scales for 3"));
  CHECK_THAT(dense({{1, 4}}, weights(), {{1, 3}, {1e-30f}}), Contains("factor"));
  Given w = weights({0.1f, 0.1f, 0.1f});
  w.quantized_dimension = 1;
  CHECK_THAT(dense({{1, 4}}, w, {{1, 3}}), Contains("along dimension 1, not 0"));
  w = weights();
  w.zero_points = {1};
  CHECK_THAT(dense({{1, 4}}, w, {{1, 3}}), Contains("zero point other than 0"));
  w = weights();
  w.sparse = true;
  CHECK_THAT(dense({{1, 4}}, w, {{1, 3}}), Contains("sparse"));
}

TEST_CASE("Weights may have a scale of 0, a constant operand may not") {
  CHECK(dense({{1, 4}}, weights({0}), {{1, 3}}) == "accepted");
  CHECK(dense({{1, 4}}, weights({0.1f, 0, 0.1f}), {{1, 3}}) == "accepted");
  CHECK_THAT((One{{{1, 4}}, {{1, 4}}}.refused("MUL", [](SmallModel& m) { return std::vector{m.int8s({4}, 0)}; })),
             Contains("its scale is 0; a scale is finite and positive"));
}

TEST_CASE("Shapes that do not fit are refused") {
  CHECK(dense({{2, 4}}, weights(), {{2, 3}}) == "accepted");
  CHECK_THAT(dense({{1, 4}}, weights(), {{1, 4}}), Contains("declared as [1, 4]") && Contains("computes [1, 3]"));
  CHECK_THAT(dense({{1, 5}}, weights(), {{1, 3}}), Contains("does not fit"));
  Given open{{1, 4}};
  open.signature = {-1, -1};
  CHECK_THAT(dense(open, weights(), {{1, 3}}), Contains("dimension 1 is open"));
  Given w = weights();
  w.data.pop_back();
  CHECK_THAT(dense({{1, 4}}, w, {{1, 3}}), Contains("12 elements") && Contains("11 bytes"));
  CHECK_THAT((One{{{2, 2, 2, 2}}, {{2, 2, 2, 2}}}.refused("RESIZE_NEAREST_NEIGHBOR")),
             Contains("its shape is [2, 2, 2, 2]") && Contains("convert the model with a batch of 1"));
  CHECK_THAT((One{{{1, 2, 2, 2, 2}}, {{1, 4, 2, 2}}}.refused("RESIZE_NEAREST_NEIGHBOR")),
             Contains("at most height, width and channels"));
  CHECK_THAT((One{{{1, 70'000, 2, 2}}, {{1, 70'000, 2, 2}}}.refused("RELU")), Contains("rows"));
  CHECK_THAT((One{{{1, 1 << 15, 1 << 15, 2}}, {{1, 4, 4, 2}}}.refused("RELU")), Contains("no microcontroller"));
}

TEST_CASE("Windows are bounded") {
  const auto pool = [](int padding, int stride, int filter) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4, 4, 2}}), y = m.tensor({.shape = {1, 4, 4, 2}});
    m.op("MAX_POOL_2D", {x}, {y},
         schema::CreatePool2DOptions(m.builder, static_cast<std::int8_t>(padding), stride, 1, filter, 1));
    return refusal(m.done({x}, {y}));
  };
  CHECK(pool(0, 1, 2) == "accepted");
  CHECK_THAT(pool(0, 0, 2), Contains("MAX_POOL_2D") && Contains("not between 1 and"));
  CHECK_THAT(pool(0, 1, -1), Contains("not between 1 and"));
  CHECK_THAT(pool(0, 1, 1 << 30), Contains("not between 1 and"));
  CHECK_THAT(pool(7, 1, 2), Contains("padding 7"));
  CHECK_THAT(pool(1, 1, 5), Contains("VALID") && Contains("smaller kernel"));
  CHECK_THAT((One{{{1, 4}}, {{1, 4}}}.refused("MAX_POOL_2D")), Contains("[1, height, width, channels]"));
}

TEST_CASE("Only activations that clamp are fused") {
  const auto add = [](std::int8_t activation) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
    m.op("ADD", {x, x}, {y}, schema::CreateAddOptions(m.builder, activation));
    return refusal(m.done({x}, {y}));
  };
  CHECK(add(3) == "accepted");
  CHECK_THAT(add(4), Contains("its fused activation TANH is not supported; use none, RELU"));
  CHECK_THAT(add(9), Contains("its fused activation 9 is not supported"));
}

TEST_CASE("Operators that copy bytes need one quantization") {
  const Given other{{1, 4, 4, 2}, {0.2f}};
  for (const char* const code : {"MAX_POOL_2D", "AVERAGE_POOL_2D", "RELU_N1_TO_1"})
    CHECK_THAT((One{{{1, 4, 4, 2}}, other}.refused(code)), Contains("is not the output's") && Contains("QUANTIZE"));
  for (const char* const code : {"RELU", "RELU6", "RESHAPE", "SQUEEZE"})
    CHECK((One{{{1, 4, 4, 2}}, other}.refused(code)) == "accepted");
  for (const char* const code : {"LOGISTIC", "TANH", "SOFTMAX"})
    CHECK_THAT((One{{{1, 4, 4, 2}}, other}.refused(code)), Contains("quantization must be"));
}

TEST_CASE("Operators that are not supported are named") {
  for (const int code : {13, 35, 118, 119, 78, 300})
    CHECK_THAT(One{}.refused(code),
               Contains("operator 0, " + operator_name(code)) && Contains("\"t\" (int8)") && Contains("not supported"));
  CHECK_THAT(One{}.refused("CUSTOM"), Contains("custom operator"));
  CHECK_THAT(One{}.refused("DEQUANTIZE"), Contains("DEQUANTIZE"));
}

TEST_CASE("Padding, transposing and averaging of what is there") {
  const auto pad = [](std::vector<std::int32_t> amounts) {
    return
        [amounts](SmallModel& m) { return std::vector{m.int32s(amounts, {static_cast<int>(amounts.size()) / 2, 2})}; };
  };
  CHECK_THAT(One{}.refused("PAD", pad({0, 0, -1, 1, 0, 0, 0, 0})), Contains("pads by -1"));
  CHECK_THAT(One{}.refused("PAD", pad({0, 0})), Contains("two numbers for each dimension"));
  CHECK_THAT(
      One{}.refused("PADV2",
                    [&](SmallModel& m) { return std::vector{m.int32s(std::vector<int>(8), {4, 2}), m.int8s({2})}; }),
      Contains("it is not one value"));
  const auto order = [](SmallModel& m) { return std::vector{m.int32s({0, 3, 3, 2})}; };
  CHECK_THAT((One{{{1, 4, 4, 2}}, {{1, 2, 2, 4}}}.refused("TRANSPOSE", order)),
             Contains("it does not name each dimension once"));
  CHECK_THAT(One{}.refused("MEAN", [](SmallModel& m) { return std::vector{m.int32s({4})}; }),
             Contains("axis 4 does not exist"));
}

TEST_CASE("Networks that compute nothing are refused") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}}), k = m.int8s({1, 4});
  m.op("RELU", {x}, {y});
  SECTION("a constant output") { CHECK_THAT(refusal(m.done({x}, {k})), Contains("does not depend on an input")); }
  SECTION("no outputs") { CHECK_THAT(refusal(m.done({x}, {})), Contains("empty")); }
  SECTION("an index out of range") { CHECK_THAT(refusal(m.done({x}, {99})), Contains("names tensor 99")); }
  SECTION("an input twice") { CHECK_THAT(refusal(m.done({x, x}, {y})), Contains("twice")); }
}

TEST_CASE("Advice fits the operator") {
  const auto advice = [](Code code) { return One{}.refused(code); };
  CHECK_THAT(advice(119), Contains("unroll=True") && Contains("use convolutions over time"));  // WHILE
  CHECK_THAT(advice(35), Contains("or convolutions over time"));    // UNIDIRECTIONAL_SEQUENCE_RNN
  CHECK_THAT(advice(48), Contains("let the model end before it"));  // TOPK_V2
  CHECK_THAT(advice(13), Contains("use BatchNormalization"));       // LOCAL_RESPONSE_NORMALIZATION
  CHECK_THAT(advice(118), Contains("decide outside the model"));    // IF
  CHECK_THAT(advice(78), Contains("multiply or take roots"));       // POW
  CHECK_THAT(advice(94), Contains("convert with a batch of 1"));    // FILL
  const auto custom = [](const char* name) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
    m.op("CUSTOM", {x}, {y}, {}, name);
    return refusal(m.done({x}, {y}));
  };
  CHECK_THAT(custom("FlexTensorListReserve"), Contains("\"FlexTensorListReserve\"") && Contains("unroll=True"));
  CHECK_THAT((One{{{1, 4}, {}, {}, Dtype::string}, {{1, 4}, {}, {}, Dtype::string}}.refused("RELU")),
             Contains("look words up in the program"));
  CHECK_THAT(custom("FlexErf"), Contains("without SELECT_TF_OPS"));
  CHECK_THAT(custom("TFLite_Detection_PostProcess"), Contains("decode its boxes in the program"));
  CHECK_THAT(custom("RELU"), Contains("custom operator \"RELU\""));
  CHECK_THAT(custom("Mine"),
             Contains("if you write it as a layer, --own CUSTOM_NAME=my::Layer puts that in its place"));
}
