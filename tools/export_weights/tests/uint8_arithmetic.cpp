// SPDX-License-Identifier: BSL-1.0
// Models that compute in uint8, the quantization of TensorFlow 1.
#include <algorithm>

#include <catch2/catch.hpp>

#include "evaluate/run.hpp"
#include "exporter.hpp"
#include "frontend/tflite/tflite.hpp"
#include "layer_words.hpp"
#include "lower/lower.hpp"
#include "passes/dead_channels.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

struct Model : SmallModel {
  int uint8(std::vector<int> shape, std::int64_t zero_point, float scale = 0.1f, std::vector<std::uint8_t> data = {}) {
    return tensor({.shape = std::move(shape),
                   .scales = {scale},
                   .zero_points = {zero_point},
                   .dtype = Dtype::uint8,
                   .data = std::move(data)});
  }
  auto window(int stride, int kernel) {
    return schema::CreatePool2DOptions(builder, 1, stride, stride, kernel, kernel);
  }
};

Network network(const std::vector<std::uint8_t>& bytes) { return lower(read_tflite(bytes)); }
std::string header_of(const std::vector<std::uint8_t>& bytes) {
  return export_model(bytes, {"m.tflite", "ns", false, {}}).header;
}
using Bytes = std::vector<std::uint8_t>;

/// Two inputs, two units; weights of these bytes around 130.
std::vector<std::uint8_t> dense(Bytes weights, std::int64_t zero_point = 130) {
  Model m;
  const int x = m.uint8({1, 2}, 128, 0.5f), w = m.uint8({2, 2}, zero_point, 0.5f, std::move(weights)),
            y = m.uint8({1, 2}, 100, 0.5f);
  m.op("FULLY_CONNECTED", {x, w}, {y});
  return m.done({x}, {y});
}

/// `type` on one tensor of uint8.
std::vector<std::uint8_t> unary(const char* type, std::int64_t out_zero, float out_scale) {
  Model m;
  const int x = m.uint8({1, 4}, 100), y = m.uint8({1, 4}, out_zero, out_scale);
  m.op(type, {x}, {y});
  return m.done({x}, {y});
}

}  // namespace

TEST_CASE("Weights of uint8 lie 128 less, with their zero point") {
  const Network net = network(dense({0, 255, 130, 131}));
  const Layer& layer = net.layers.at(0);
  CHECK(layer_words(net) == Words{"Dense"});
  CHECK((layer.as_uint8 && layer.constants.zero_point == 2));
  CHECK(layer.constants.weights.of<std::int8_t>() == std::vector<std::int8_t>{-128, 127, 2, 3});
  CHECK_THAT(header_of(dense({0, 255, 130, 131})), Contains(".weights_zero_point = 2, .as_uint8 = true}"));
}

TEST_CASE("Sums of a dense layer are rounded once, halves away from zero") {
  // In steps of the output, a half for each product: (-130 + 125) / 2, 1 / 2; with the other signs; clamped.
  CHECK(run(network(dense({0, 255, 130, 131})), Bytes{129, 129}) == Bytes{97, 101});
  CHECK(run(network(dense({0, 255, 130, 131})), Bytes{127, 127}) == Bytes{103, 99});
  CHECK(run(network(dense({0, 255, 130, 131})), Bytes{0, 255}) == Bytes{255, 164});
}

TEST_CASE("Weights whose differences to their zero point are int8 have none") {
  Model m;
  const int x = m.uint8({1, 1, 2, 1}, 0), w = m.uint8({1, 1, 1, 1}, 100, 0.1f, {227}),
            odd = m.uint8({1, 1, 1, 1}, 100, 0.1f, {228}), y = m.uint8({1, 1, 2, 1}, 0, 0.01f),
            z = m.uint8({1, 1, 2, 1}, 0, 0.01f);
  const auto options = [&m] { return schema::CreateConv2DOptions(m.builder, 0, 1, 1); };
  m.op("CONV_2D", {x, w}, {y}, options());
  m.op("CONV_2D", {y, odd}, {z}, options());
  const std::string text = header_of(m.done({x}, {z}));
  CHECK_THAT(text, Contains("weights_1[1] = {\n    127,\n}") && Contains("weights_2[1] = {\n    100,\n}"));
  CHECK_THAT(text, Contains(".output = {0.01f, -128}, .as_uint8 = true},"));
  CHECK_THAT(text, Contains(".weights_zero_point = -28, .as_uint8 = true}"));
}

TEST_CASE("The mean of an even number of bytes is rounded up") {
  const auto pool = [](int kernel) {
    Model m;
    const int x = m.uint8({1, 4, 4, 1}, 10), y = m.uint8({1, kernel == 2 ? 2 : 1, kernel == 2 ? 2 : 1, 1}, 10);
    m.op("AVERAGE_POOL_2D", {x}, {y}, m.window(kernel == 2 ? 2 : 3, kernel));
    return network(m.done({x}, {y}));
  };
  CHECK(pool(2).layers.at(0).as_uint8);
  CHECK_FALSE(pool(3).layers.at(0).as_uint8);
  Bytes image(16, 7);
  image[0] = image[1] = 8;
  CHECK(run(pool(2), image) == Bytes{8, 7, 7, 7});
}

TEST_CASE("Functions of a byte become tables where TensorFlow Lite computes them otherwise in uint8") {
  CHECK(layer_words(network(unary("LOGISTIC", 0, 1.0f / 256))) == Words{"Lookup"});
  CHECK(layer_words(network(unary("TANH", 128, 1.0f / 128))) == Words{"Lookup"});
  CHECK(layer_words(network(unary("RELU6", 100, 0.1f))) == Words{"ReLU6"});
  CHECK(layer_words(network(unary("RELU6", 0, 0.05f))) == Words{"Lookup"});
  CHECK(layer_words(network(unary("QUANTIZE", 0, 0.05f))) == Words{"Quantize"});
  CHECK(run(network(unary("LOGISTIC", 0, 1.0f / 256)), Bytes{0, 100, 110, 255}) == Bytes{0, 128, 187, 255});
  CHECK(run(network(unary("RELU6", 0, 0.05f)), Bytes{0, 100, 110, 255}) == Bytes{0, 0, 20, 120});
}

TEST_CASE("A product's multiplier is one of float32, its constant is 128 less") {
  Model m;
  const int x = m.uint8({1, 4}, 100), c = m.uint8({1, 4}, 3, 0.1f, {0, 3, 4, 255}), y = m.uint8({1, 4}, 50, 0.01f);
  m.op("MUL", {x, c}, {y});
  const std::vector<std::uint8_t> bytes = m.done({x}, {y});
  const Network net = network(bytes);
  CHECK(net.layers.at(0).as_uint8);
  CHECK(layer_words(net) == Words{"WithConstant"});
  CHECK(run(net, Bytes{101, 102, 103, 101}) == Bytes{47, 50, 53, 255});
  CHECK_THAT(header_of(bytes), Contains(".weights_zero_point = -125, .as_uint8 = true}"));
}

TEST_CASE("Channels of uint8 layers stay: what they can be is counted as of int8") {
  Network net = network(dense({130, 130, 1, 1}));
  CHECK(remove_dead_channels(net) == 0);
}

TEST_CASE("What is no weight of uint8 is refused") {
  CHECK_THAT(refusal(dense({1, 2, 3, 4}, 256)), Contains("its zero point 256 is no uint8"));
  Model m;
  const int x = m.uint8({1, 2}, 128), y = m.uint8({1, 2}, 128);
  SECTION("a scale for each unit") {
    const int w = m.tensor({{2, 2}, {0.1f, 0.1f}, {128, 128}, Dtype::uint8, {1, 2, 3, 4}});
    m.op("FULLY_CONNECTED", {x, w}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("it has 2 scales and 2 zero points, but weights of uint8 have one"));
  }
  SECTION("weights of int8") {
    m.op("FULLY_CONNECTED", {x, m.tensor({{2, 2}, {0.1f}, {0}, Dtype::int8, {1, 2, 3, 4}})}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("the operator also has tensor \"t\" (int8)"));
  }
  SECTION("weights that are computed") {
    const int w = m.uint8({2, 2}, 128);
    m.op("FULLY_CONNECTED", {x, w}, {y});
    CHECK_THAT(refusal(m.done({x, w}, {y})), Contains("weights that are computed are not supported in uint8"));
  }
}

TEST_CASE("An operator whose arithmetic in uint8 is not known is named, not what stands around it") {
  Model m;
  const int x = m.uint8({1, 4}, 128), a = m.uint8({1, 4}, 128), b = m.uint8({4}, 128), y = m.uint8({4}, 0, 1.0f / 256);
  m.op("ELU", {x}, {a});
  m.op("RESHAPE", {a, m.int32s({4})}, {b});
  m.op("SOFTMAX", {b}, {y}, schema::CreateSoftmaxOptions(m.builder, 1.0f));
  const std::string said = refusal(m.done({x}, {y}));
  CHECK_THAT(said, Contains("operator 0, ELU") && !Contains("RESHAPE") && !Contains("SOFTMAX"));
}
