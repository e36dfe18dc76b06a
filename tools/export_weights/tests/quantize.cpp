// SPDX-License-Identifier: BSL-1.0
#include "quantize/quantize.hpp"

#include <cmath>
#include <cstring>

#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "frontend/tflite/tflite.hpp"
#include "frontend/tflite/write.hpp"
#include "layer_words.hpp"
#include "quantize/int8_graph.hpp"
#include "quantize/scales.hpp"
#include "quantize/weights.hpp"
#include "real_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

std::string refusal(const std::vector<std::uint8_t>& file) {
  try {
    quantized(file);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

tinytmpl::Quantization of(const Graph& graph, int value) {
  return {graph[value].scales.at(0), static_cast<int>(graph[value].zero_points.at(0))};
}

}  // namespace

TEST_CASE("A dense layer has int8 edges, a scale for each unit, and biases of int32") {
  RealModel m;
  const int y = m.dense(m.x, some_weights, {1, -1, 0, 0.5f});
  const Graph graph = quantized(m.file({y})).graph;
  CHECK((graph[graph.inputs[0]].dtype == Dtype::int8 && graph[y].dtype == Dtype::int8));
  const Value &weights = graph[graph.operations[0].inputs[1]], &biases = graph[graph.operations[0].inputs[2]];
  CHECK((weights.dtype == Dtype::int8 && biases.dtype == Dtype::int32));
  CHECK(weights.scales == std::vector{1.0f / 127, 0.7f / 127, 1.0f / 127, 20.0f / 127});  // of zeros, any
  CHECK(biases.scales[3] == of(graph, graph.inputs[0]).scale * weights.scales[3]);
  CHECK(layer_words(prepare(write_tflite(graph)).network) == Words{"Dense"});
}

TEST_CASE("A bias that no int32 holds makes the weights' scale larger") {
  Value weights;
  weights.shape = {1, 2};
  const std::vector<float> small{1e-9f, -1e-9f};
  const NpyBytes bytes = npy_bytes(small);
  weights.data = bytes;
  const QuantizedWeights quantized = quantize_weights(weights, 0, {1000}, 0.1f);
  CHECK(1000 / (0.1 * quantized.scales[0]) <= 0x1.001p30);
  CHECK(quantize_biases({1000, -1e30f}, {0.5f, 0.5f}) == std::vector<std::int32_t>{2000, -2147483647});
}

TEST_CASE("What the weights' rounding takes from the mean, the bias gives back") {
  RealModel m;
  std::vector<float> weights(16, 0.0f);
  weights[0] = 127, weights[1] = 0.4f;  // rounded to 0
  const int add = m.then("ADD", {m.x, m.constant({1}, {4})});
  const int y = m.dense(add, weights, {1, 1, 1, 1});
  const Graph graph = quantized(m.file({y})).graph;
  const Value& biases = graph[graph.operations[1].inputs[2]];
  std::int32_t first = 0;
  std::memcpy(&first, biases.data.data(), sizeof(first));
  double mean = 0;
  const std::vector<float> samples = sample_elements();
  for (std::size_t i = 1; i < samples.size(); i += 4) mean += double{samples[i]} / 8;
  CHECK(first * double{biases.scales[0]} == Approx(1 + 0.4 * (mean + 4)).epsilon(0.05));
}

TEST_CASE("Biases beside weights that are computed become a sum") {
  RealModel m;
  const int weights = m.then("RESHAPE", {m.x}, {1, 4});
  const int y = m.then("FULLY_CONNECTED", {m.x, weights, m.constant({1}, {2})}, {1, 1});
  const Graph graph = quantized(m.file({y})).graph;
  CHECK(types(graph) == Words{"RESHAPE", "FULLY_CONNECTED", "ADD"});
  CHECK(graph.operations[1].inputs.size() == 2);
}

TEST_CASE("An activation becomes part of what is in front of it, or has its own range") {
  RealModel m;
  SECTION("of a dense layer") {
    const int y = m.then("RELU6", {m.dense(m.x, some_weights, {1, 1, 1, 1})});
    const Graph graph = quantized(m.file({y})).graph;
    CHECK(types(graph) == Words{"FULLY_CONNECTED"});
    CHECK(of(graph, y).zero_point == -128);
  }
  SECTION("not of one that somebody else reads, too") {
    const int sums = m.dense(m.x, some_weights, {1, 1, 1, 1});
    const int y = m.then("RELU", {sums});
    CHECK(types(quantized(m.file({y, sums})).graph) == Words{"FULLY_CONNECTED", "RELU"});
  }
  SECTION("a clamp that keeps bytes spends none on what it cuts off") {
    const int scaled = m.then("NEG", {m.x});
    const int y = m.then("RELU_N1_TO_1", {scaled});
    const Graph graph = quantized(m.file({y})).graph;
    CHECK(of(graph, y).scale == Approx(2.0 / 255));
    CHECK(of(graph, scaled) == of(graph, y));
  }
}

TEST_CASE("What moves bytes keeps their scale; what cannot gets a QUANTIZE") {
  RealModel m;
  const int left = m.dense(m.x, some_weights, {1, 1, 1, 1}), flat = m.then("RESHAPE", {left}, {4});
  SECTION("of tensors of their own ranges") {
    const int y = m.then("MAXIMUM", {m.then("RESHAPE", {flat}), m.x});
    const Graph graph = quantized(m.file({y})).graph;
    for (const int other : {m.x, left, flat}) CHECK(of(graph, other) == of(graph, y));
  }
  SECTION("of a scale that is demanded") {
    const int gate = m.then("LOGISTIC", {m.x});
    const int y = m.then("MAXIMUM", {gate, left});
    const Graph graph = quantized(m.file({y, flat})).graph;
    CHECK(types(graph) == Words{"FULLY_CONNECTED", "RESHAPE", "LOGISTIC", "QUANTIZE", "MAXIMUM"});
    CHECK(of(graph, gate) == tinytmpl::Quantization{1.0f / 256, -128});
  }
  SECTION("of one scale that all of them demand") {
    const int y = m.then("MAXIMUM", {m.then("LOGISTIC", {m.x}), m.softmax(left)});
    CHECK(of(quantized(m.file({y, flat})).graph, y) == tinytmpl::Quantization{1.0f / 256, -128});
  }
  SECTION("with a constant") {
    const int y = m.then("MINIMUM", {m.x, m.constant({1}, {0.5f})});
    const Graph graph = quantized(m.file({y, flat})).graph;
    const Operation& op = graph.operations.back();
    CHECK(of(graph, op.inputs[1]) == of(graph, y));
  }
}

TEST_CASE("Functions that int8 does not have are tables") {
  RealModel m;
  const int y = m.then("NEG", {m.x});
  const Quantized made = quantized(m.file({y}));
  CHECK(types(made.graph) == Words{"DEQUANTIZE", "NEG", "QUANTIZE"});
  CHECK(layer_words(prepare(write_tflite(made.graph)).network) == Words{"Lookup"});
}

TEST_CASE("What cannot be int8 is named") {
  RealModel m;
  SECTION("a function") {
    CHECK_THAT(refusal(m.file({m.then("LOG_SOFTMAX", {m.x})})), Contains("quantized to int8, operator 0, LOG_SOFTMAX"));
  }
  SECTION("a state") {
    const int state =
        m.tensor({.shape = {1, 4}, .scales = {}, .zero_points = {}, .dtype = Dtype::float32, .variable = true});
    const int y = m.then("SVDF", {m.x, m.constant({4, 4}, some_weights), m.constant({4, 1}, {1, 1, 1, 1}), -1, state});
    CHECK_THAT(refusal(m.file({y})), Contains("operator 0, SVDF") && Contains("keeps a state"));
  }
  SECTION("what is int8 already") {
    SmallModel int8;
    const int x = int8.tensor({{1, 4}}), y = int8.tensor({{1, 4}});
    int8.op("RELU", {x}, {y});
    CHECK_THAT(refusal(int8.done({x}, {y})), Contains("the model is quantized already"));
  }
  SECTION("inputs of another type") {
    const int which = m.tensor({{1, 4}, {}, {}, Dtype::boolean});
    const int y = m.then("SELECT_V2", {which, m.x, m.then("RELU", {m.x})});
    CHECK_THAT(refusal(m.done({m.x, which}, {y})), Contains("only models whose inputs are float32 can be quantized"));
  }
  SECTION("numbers of another type") {
    const int y = m.tensor({{1, 4}, {}, {}, Dtype::int32});
    m.op("CAST", {m.x}, {y});
    CHECK_THAT(refusal(m.file({y})), Contains("operator 0, CAST") && Contains("have no scale"));
  }
  SECTION("infinities") {
    CHECK_THAT(refusal(m.file({m.then("LOG", {m.x})})), Contains("becomes an infinity, or what is not a number"));
  }
}

TEST_CASE("The report says what each tensor lost, and how often classes are the same") {
  RealModel m;
  const int y = m.softmax(m.dense(m.x, some_weights, {1, 1, 1, 1}));
  const auto file = m.file({y});
  const SampleFile samples, labels(npy_of("|u1", "(8,)", {3, 3, 3, 3, 3, 3, 3, 9}));
  const Quantized made = quantize(read_tflite(file), {.samples = samples.path, .labels = labels.path});
  CHECK_THAT(made.report, Contains("quantized to int8 with 8 samples") && Contains("FULLY_CONNECTED") &&
                              Contains(" dB") && Contains("demanded") &&
                              Contains("the largest output is the same for 8 of 8 samples, 100.00 %") &&
                              Contains("accuracy: float32 "));
  CHECK(quantized(file, Ranges::best).report == quantized(file, Ranges::best).report);
  RealModel image;
  const int z = image.then("RESHAPE", {image.x}, {1, 2, 2});
  CHECK_THROWS_WITH(quantize(read_tflite(image.file({z})), {.samples = samples.path, .labels = labels.path}),
                    Contains("not one number for each class"));
}

TEST_CASE("A graph that is written is read again") {
  RealModel m;
  std::vector<float> filter(2 * 2 * 2, 0.5f);
  const int image = m.then("RESHAPE", {m.x}, {1, 2, 2, 1});
  const int y = m.real({1, 1, 1, 2});
  m.op("CONV_2D", {image, m.constant({2, 2, 2, 1}, filter), m.constant({2}, {1, -1})}, {y},
       schema::CreateConv2DOptions(m.builder, 1, 1, 1, 3));
  const Graph graph = quantized(m.file({y})).graph, again = read_tflite(write_tflite(graph));
  REQUIRE(types(again) == types(graph));
  const Attributes& attributes = again.operations[1].attributes;
  CHECK(attributes.text("padding") == "VALID");
  CHECK(attributes.text("activation") == "RELU6");
  CHECK(attributes.integer("stride_w") == 1);
  CHECK(of(again, again.outputs[0]) == of(graph, y));
  Graph strange = graph;
  strange.operations[0].type = "(own)", strange.operations[0].name = "(own)";
  CHECK_THROWS_WITH(write_tflite(strange), Contains("operator 0, (own), is not in the format .tflite"));
}
