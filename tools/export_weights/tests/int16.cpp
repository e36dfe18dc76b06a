// SPDX-License-Identifier: BSL-1.0
// Tensors of int16.
#include <catch2/catch.hpp>

#include "emit/parameters.hpp"
#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Given = SmallModel::Tensor;

Given words(std::vector<int> shape, float scale = 0.1f, std::int64_t zero_point = 0) {
  return {std::move(shape), {scale}, {zero_point}, Dtype::int16};
}

/// Biases of `bytes` each.
Given biases(int bytes) {
  return {{3},
          {0.001f},
          {0},
          bytes == 8 ? Dtype::int64 : Dtype::int32,
          std::vector<std::uint8_t>(static_cast<std::size_t>(3 * bytes), 1)};
}

std::vector<std::uint8_t> dense(const Given& bias) {
  SmallModel m;
  const int x = m.tensor(words({1, 4})), y = m.tensor(words({1, 3}));
  m.op("FULLY_CONNECTED", {x, m.int8s({3, 4}), m.tensor(bias)}, {y}, schema::CreateFullyConnectedOptions(m.builder, 1));
  return m.done({x}, {y});
}

std::vector<std::uint8_t> unary(const char* type, const Given& in, const Given& out) {
  SmallModel m;
  const int x = m.tensor(in), y = m.tensor(out);
  m.op(type, {x}, {y});
  return m.done({x}, {y});
}

}  // namespace

TEST_CASE("Biases of int16 activations have 64 bits, or 32") {
  for (const int bytes : {4, 8}) {
    const Network net = prepare(dense(biases(bytes))).network;
    CHECK(layer_words(net) == Words{"Dense"});
    const tinytmpl::Parameters given = own_parameters(net, net.layers[0]);
    CHECK(given.biases.element() == (bytes == 8 ? Element::int64 : Element::int32));
    CHECK(net.out(net.layers[0]).element == Element::int16);
  }
  SmallModel m;
  const int x = m.tensor(words({1, 3, 3, 3})), y = m.tensor(words({1, 3, 3, 3}));
  m.op("DEPTHWISE_CONV_2D", {x, m.int8s({1, 1, 1, 3}), m.tensor(biases(4))}, {y},
       schema::CreateDepthwiseConv2DOptions(m.builder, 0, 1, 1, 1));
  CHECK_THAT(refusal(m.done({x}, {y})), Contains("of int16 activations biases must be int64 here"));
}

TEST_CASE("int16 becomes int8, and int8 int16") {
  CHECK(layer_words(prepare(unary("QUANTIZE", words({1, 4}), {{1, 4}})).network) == Words{"Quantize"});
  CHECK(layer_words(prepare(unary("QUANTIZE", {{1, 4}}, words({1, 4}))).network) == Words{"Quantize"});
}

TEST_CASE("What is not there in int16 is refused") {
  CHECK_THAT(refusal(unary("RELU", words({1, 4}, 0.1f, 3), words({1, 4}))),
             Contains("its zero point is 3; that of int16 is 0"));
  CHECK_THAT(refusal(unary("LOGISTIC", words({1, 4}), words({1, 4}))), Contains("its quantization must be"));
  CHECK(refusal(unary("LOGISTIC", words({1, 4}), words({1, 4}, 1.0f / 32768))) == "accepted");
  CHECK_THAT(refusal(unary("ELU", words({1, 4}), words({1, 4}))), Contains("in int16 it has no definition"));
  CHECK_THAT(refusal(unary("RELU", words({1, 4}), {{1, 4}})), Contains("its type is not the input's"));
  SmallModel m;
  const int x = m.tensor({{1, 4}, {}, {}, Dtype::float32}), y = m.tensor({{1, 4}}), z = m.tensor({{1, 4}});
  m.op("ADD", {x, y}, {z});
  CHECK_THAT(refusal(m.done({x, y}, {z})), Contains("its type is not the input's"));
}
