// SPDX-License-Identifier: BSL-1.0
// What converters leave in float32 between a DEQUANTIZE and a QUANTIZE.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>

#include "exporter.hpp"
#include "graph/float_functions.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

struct Chain : SmallModel {
  int x = tensor({{1, 4}, {0.5f}, {3}}), y = tensor({{1, 4}, {0.25f}, {-7}}), first = real();

  Chain() { op("DEQUANTIZE", {x}, {first}); }
  int real() { return tensor({{1, 4}, {}, {}, Dtype::float32}); }
  int constant(float value) {
    std::vector<std::uint8_t> bytes(sizeof(value));
    std::memcpy(bytes.data(), &value, sizeof(value));
    return tensor({{}, {}, {}, Dtype::float32, bytes});
  }
  int then(const char* type, std::vector<int> inputs) {
    const int out = real();
    op(type, inputs, {out});
    return out;
  }
  std::vector<std::uint8_t> file(int last) {
    op("QUANTIZE", {last}, {y});
    return done({x}, {y});
  }
};

/// Of the only layer, for input `q`.
int output(const std::vector<std::uint8_t>& file, int q) {
  const Network net = prepare(file).network;
  REQUIRE(layer_words(net) == Words{"Lookup"});
  return net.layers[0].constants.weights.of<std::int8_t>().at(static_cast<std::size_t>(q + 128));
}

}  // namespace

TEST_CASE("Functions of one element, one behind the other, are one table") {
  Chain m;
  const int negative = m.then("NEG", {m.first});
  const int scaled = m.then("MUL", {m.constant(3), negative});
  const auto file = m.file(m.then("ADD", {scaled, m.first}));
  CHECK(output(file, 3) == -7);
  CHECK(output(file, 5) == -15);  // 1 - 3 in steps of 0.25
  CHECK(output(file, -1) == 9);
  CHECK(output(file, 127) == -128);
}

TEST_CASE("A root of a scaled square, and a GELU, are tables") {
  Chain m;
  SECTION("a root") {
    const int square = m.then("SQUARE", {m.first});
    const auto file = m.file(m.then("SQRT", {m.then("MUL", {square, m.constant(0.25f)})}));
    CHECK(output(file, 3) == -7);
    CHECK(output(file, 13) == 3);  // half of 5 in steps of 0.25
    CHECK(output(file, -7) == 3);
  }
  SECTION("a GELU") { CHECK(output(m.file(m.then("GELU", {m.first})), 5) == -4); }
}

TEST_CASE("A DEQUANTIZE that a QUANTIZE follows is a table, too") {
  Chain m;
  const auto file = m.file(m.first);
  CHECK(output(file, 4) == -5);
  CHECK(output(file, 127) == 127);
}

TEST_CASE("What is not a function of one element stays in float32") {
  Chain m;
  SECTION("a constant for each element") {
    const int constants = m.tensor({{1, 4}, {}, {}, Dtype::float32, std::vector<std::uint8_t>(16)});
    CHECK(refusal(m.file(m.then("MUL", {m.first, constants}))) == "accepted");
  }
  SECTION("another tensor") {
    const int other = m.tensor({{1, 4}}), real = m.real();
    m.op("DEQUANTIZE", {other}, {real});
    m.op("QUANTIZE", {m.then("MUL", {m.first, real})}, {m.y});
    CHECK(refusal(m.done({m.x, other}, {m.y})) == "accepted");
  }
  SECTION("a function that is not known") {
    CHECK_THAT(refusal(m.file(m.then("POW", {m.first}))), Contains("operator 1, POW"));
  }
}

TEST_CASE("QUANTIZE of numbers that no int32 holds is x86-64's") {
  CHECK(quantize_float(1.0f, 0.5f, 3) == 5);
  CHECK(quantize_float(-0.25f, 0.5f, 3) == 2);
  CHECK(quantize_float(1e20f, 1.0f, 0) == -128);
  CHECK(quantize_float(1e20f, 1.0f, -1) == 127);
  CHECK(quantize_float(std::nanf(""), 1.0f, 5) == -128);
}

TEST_CASE("ELU, and a RELU6 and a RESHAPE whose quantization changes, are tables") {
  const auto one = [](const char* type, float in, float out) {
    SmallModel m;
    const int x = m.tensor({{1, 4}, {in}, {3}}), y = m.tensor({{1, 4}, {out}, {-7}});
    m.op(type, {x}, {y});
    return m.done({x}, {y});
  };
  CHECK(output(one("ELU", 0.5f, 0.25f), 5) == -3);
  CHECK(output(one("ELU", 0.5f, 0.25f), -128) == -11);
  CHECK(output(one("RELU6", 0.5f, 0.25f), 100) == 15);
  CHECK(output(one("RELU6", 0.5f, 0.25f), -100) == 3);
  CHECK(layer_words(prepare(one("RESHAPE", 0.5f, 0.25f)).network) == Words{"Lookup"});
}
