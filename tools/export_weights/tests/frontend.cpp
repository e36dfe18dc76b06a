// SPDX-License-Identifier: BSL-1.0
// What today's converters write is read.
#include <set>

#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"
#include "operators/activation.hpp"
#include "operators/dense.hpp"
#include "operators/reduce.hpp"
#include "operators/reshape.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

Network network(const std::vector<std::uint8_t>& bytes) { return lower(read_tflite(bytes)); }

/// A FULLY_CONNECTED of 4 inputs on a tensor of this shape.
Layer dense_on(std::vector<int> shape, std::vector<int> out, int inputs, bool keep_dims = false) {
  SmallModel m;
  const int x = m.tensor({.shape = std::move(shape)}), w = m.int8s({3, inputs}),
            y = m.tensor({.shape = std::move(out)});
  m.op("FULLY_CONNECTED", {x, w, -1}, {y}, schema::CreateFullyConnectedOptions(m.builder, 0, 0, keep_dims));
  return network(m.done({x}, {y})).layers.front();
}

bool is_last_axis(const Layer& layer) { return attributes<DenseAttributes>(layer).last_axis; }

}  // namespace

TEST_CASE("Shapes lose their batch, and only it") {
  for (const auto& [shape, dims] : std::vector<std::pair<std::vector<int>, Dims>>{{{1, 8, 6, 2}, {8, 6, 2}},
                                                                                  {{1, 6, 2}, {6, 2}},
                                                                                  {{1, 5}, {5}},
                                                                                  {{5}, {5}},
                                                                                  {{}, {1}},
                                                                                  {{1, 1, 1, 2}, {1, 1, 2}}}) {
    SmallModel m;
    const int x = m.tensor({.shape = shape}), y = m.tensor({.shape = shape});
    m.op("RELU", {x}, {y});
    CHECK(network(m.done({x}, {y})).tensors.front().dims == dims);
  }
}

TEST_CASE("The chain that a Flatten with an open batch becomes is folded") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4, 4, 2}, .signature = {-1, 4, 4, 2}});
  const auto integer = [&](std::vector<int> shape) { return m.tensor({std::move(shape), {}, {}, Dtype::int32}); };
  const int shape = integer({4}), batch = integer({}), packed = integer({2});
  m.op("SHAPE", {x}, {shape});
  m.op("STRIDED_SLICE", {shape, m.int32s({0}), m.int32s({1}), m.int32s({1})}, {batch},
       schema::CreateStridedSliceOptions(m.builder, 0, 0, 0, 0, 1));
  m.op("PACK", {batch, m.int32s({32}, {})}, {packed}, schema::CreatePackOptions(m.builder, 2, 0));
  const int y = m.tensor({.shape = {1, 32}, .signature = {-1, 32}});
  m.op("RESHAPE", {x, packed}, {y});
  const Network net = network(m.done({x}, {y}));
  REQUIRE(net.layers.size() == 1);
  CHECK(net.layers[0].op == &operators::reshape);
  CHECK(net.out(net.layers[0]).dims == Dims{32});
}

TEST_CASE("Floats at both ends are taken off") {
  SmallModel m;
  const int f = m.tensor({{1, 4}, {}, {}, Dtype::float32}), x = m.tensor({.shape = {1, 4}, .name = "x"});
  const int y = m.tensor({.shape = {1, 4}, .name = "y"}), g = m.tensor({{1, 4}, {}, {}, Dtype::float32});
  m.op("QUANTIZE", {f}, {x});
  m.op("RELU", {x}, {y});
  m.op("DEQUANTIZE", {y}, {g});
  const Network net = network(m.done({f}, {g}));
  CHECK(net.layers.size() == 1);
  CHECK(net[net.inputs[0]].name == "x");
  CHECK(net[net.outputs[0]].name == "y");
}

TEST_CASE("A dense layer reads a tensor as one vector, or its last axis at every position") {
  CHECK_FALSE(is_last_axis(dense_on({1, 4}, {1, 3}, 4)));
  CHECK_FALSE(is_last_axis(dense_on({1, 2, 2, 1}, {1, 3}, 4)));
  CHECK(is_last_axis(dense_on({1, 5, 4}, {1, 5, 3}, 4, true)));
  CHECK(is_last_axis(dense_on({1, 5, 2, 4}, {10, 3}, 4)));
  CHECK(is_last_axis(dense_on({1, 1, 4}, {1, 1, 3}, 4, true)));
  CHECK(dense_on({1, 5, 2, 2}, {5, 3}, 4).op == &operators::reshape);
}

TEST_CASE("Biases may be left out in both ways") {
  for (const bool named : {true, false}) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}}), w = m.int8s({3, 4}), y = m.tensor({.shape = {1, 3}});
    m.op("FULLY_CONNECTED", named ? std::vector{x, w, -1} : std::vector{x, w}, {y});
    CHECK_FALSE(network(m.done({x}, {y})).layers[0].constants.has_biases);
  }
}

TEST_CASE("A constant operand may stand on either side, in its smallest shape") {
  for (const bool first : {true, false}) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4, 4, 2}}), k = m.int8s({1, 1, 1, 2}), y = m.tensor({.shape = {1, 4, 4, 2}});
    m.op("SUB", first ? std::vector{k, x} : std::vector{x, k}, {y}, schema::CreateSubOptions(m.builder, 1));
    const Network net = network(m.done({x}, {y}));
    const Layer& layer = net.layers[0];
    CHECK(net.in(layer, first ? 0 : 1).is_constant());
    CHECK(net.in(layer, first ? 0 : 1).dims == Dims{2});
    CHECK(layer.activation == Activation::relu);
  }
}

TEST_CASE("Axes may be negative") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4, 5, 2}}), mean = m.tensor({.shape = {1, 2}});
  m.op("MEAN", {x, m.int32s({-2, -3})}, {mean});
  const Layer layer = network(m.done({x}, {mean})).layers[0];
  CHECK(attributes<ReductionAttributes>(layer).axes == std::vector{tinytmpl::Axis::height, tinytmpl::Axis::width});
}

TEST_CASE("What does not move bytes is a reshape") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 1, 5, 4}}), a = m.tensor({.shape = {1, 5, 1, 4}}),
            b = m.tensor({.shape = {1, 5, 4}});
  m.op("TRANSPOSE", {x, m.int32s({0, 2, 1, 3})}, {a});
  m.op("SQUEEZE", {a}, {b});
  const int c = m.tensor({.shape = {1, 5, 4, 1}});
  m.op("EXPAND_DIMS", {b, m.int32s({3}, {})}, {c});
  const Network net = network(m.done({x}, {c}));
  for (const Layer& layer : net.layers) CHECK(layer.op == &operators::reshape);
  CHECK(net[net.outputs[0]].dims == Dims{5, 4, 1});
}

TEST_CASE("Operators on which nothing depends, and unused tensors, are ignored") {
  SmallModel m;
  m.tensor({.shape = {1 << 30, 1 << 30, 1 << 30}});
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}}), z = m.tensor({.shape = {1, 4}});
  m.op(42, {x}, {z});
  m.op("RELU", {x}, {y});
  CHECK(network(m.done({x}, {y})).layers.size() == 1);
}

TEST_CASE("Names from the file stay in comments") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}, .name = "*/ int main(){\n#error \\\n"}), w = m.int8s({3, 4});
  const int y = m.tensor({.shape = {1, 3}});
  m.op("FULLY_CONNECTED", {x, w}, {y});
  const std::string header = export_model(m.done({x}, {y}), {"a\nb.tflite", "ns", false}).header;
  CHECK_THAT(header, Contains("// input \"*/ int main(){\\x0a#error \\\\\\x0a\"\n"));
  CHECK_THAT(header, Contains(" from a\\x0ab.tflite. Do not edit.\n"));
}

TEST_CASE("An output may be listed twice, as int8 and as float32, and be an input") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}, .name = "y"});
  const int f = m.tensor({{1, 4}, {}, {}, Dtype::float32}), g = m.tensor({{1, 4}, {}, {}, Dtype::float32});
  m.op("RELU", {x}, {y});
  m.op("DEQUANTIZE", {y}, {f});
  m.op("DEQUANTIZE", {x}, {g});
  const Network net = network(m.done({x}, {f, y, y, g}));
  REQUIRE(net.outputs.size() == 4);
  CHECK(std::set<int>(net.outputs.begin(), net.outputs.end()).size() == 4);
  CHECK(net.layers[0].op == &operators::activation);
  CHECK(net.layers[0].output() == net.outputs[0]);
  for (std::size_t i = 1; i < net.layers.size(); ++i) CHECK(net.layers[i].op == &operators::reshape);
  CHECK(net.layers.back().inputs == net.inputs);
}

TEST_CASE("A float32 input that is quantized several times is as many inputs as it has quantizations") {
  SmallModel m;
  const int f = m.tensor({.shape = {1, 4}, .scales = {}, .zero_points = {}, .dtype = Dtype::float32, .name = "f"});
  const int other = m.tensor({.shape = {1, 4}}), sum = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  const auto quantized = [&](float scale) {
    const int out = m.tensor({.shape = {1, 4}, .scales = {scale}});
    m.op("QUANTIZE", {f}, {out});
    return out;
  };
  SECTION("one") {
    m.op("ADD", {quantized(0.1f), quantized(0.1f)}, {y});
    const Network net = network(m.done({f}, {y}));
    CHECK(net.inputs.size() == 1);
    CHECK(net.layers[0].inputs == std::vector{net.inputs[0], net.inputs[0]});
  }
  SECTION("two, the second behind all others") {
    m.op("ADD", {quantized(0.1f), quantized(0.2f)}, {sum});
    m.op("ADD", {sum, other}, {y});
    const Network net = network(m.done({f, other}, {y}));
    REQUIRE(net.inputs.size() == 3);
    CHECK(net[net.inputs[0]].quantization.scale == 0.1f);
    CHECK(net[net.inputs[2]].quantization.scale == 0.2f);
    CHECK(net.layers[0].inputs == std::vector{net.inputs[0], net.inputs[2]});
    CHECK(net.input_names.back().tensor == "f, quantized again");
  }
}
