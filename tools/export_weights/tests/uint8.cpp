// SPDX-License-Identifier: BSL-1.0
// uint8 at a model's edges, around int8 arithmetic.
#include <optional>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "error.hpp"
#include "exporter.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "layer_words.hpp"
#include "lower/lower.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

constexpr Element u8 = Element::uint8, i8 = Element::int8;

struct Model : SmallModel {
  int uint8(std::vector<int> shape, std::int64_t zero_point, float scale = 0.1f) {
    return tensor({.shape = std::move(shape), .scales = {scale}, .zero_points = {zero_point}, .dtype = Dtype::uint8});
  }
  int int8(std::vector<int> shape, std::int64_t zero_point, float scale = 0.1f) {
    return tensor({.shape = std::move(shape), .scales = {scale}, .zero_points = {zero_point}});
  }
};

Network network(const std::vector<std::uint8_t>& bytes) { return lower(read_tflite(bytes)); }

std::string header_of(const std::vector<std::uint8_t>& bytes, std::optional<Golden> golden = {}) {
  return export_model(bytes, {"m.tflite", "ns", false, std::move(golden)}).header;
}

/// uint8 -> int8, RELU, int8 -> uint8.
std::vector<std::uint8_t> relu(std::int64_t in_zero, std::int64_t out_zero, float in_scale = 0.1f) {
  Model m;
  const int u = m.uint8({1, 4}, in_zero, in_scale), x = m.int8({1, 4}, 2), y = m.int8({1, 4}, -5),
            v = m.uint8({1, 4}, out_zero);
  m.op("QUANTIZE", {u}, {x});
  m.op("RELU", {x}, {y});
  m.op("QUANTIZE", {y}, {v});
  return m.done({u}, {v});
}

}  // namespace

TEST_CASE("A QUANTIZE that shifts by 128 is no layer") {
  const Network net = network(relu(130, 123));
  CHECK(layer_words(net) == Words{"ReLU"});
  CHECK(net.input_elements == std::vector{u8});
  CHECK(net.output_elements == std::vector{u8});
  CHECK(net[net.inputs[0]].quantization == Quantization{0.1f, 2});
  CHECK(net[net.outputs[0]].quantization == Quantization{0.1f, -5});
  CHECK_THAT(header_of(relu(130, 123)), Contains("{.output = {0.1f, 130}, .element = Element::uint8},") &&
                                            Contains("{.output = {0.1f, 123}, .element = Element::uint8},") &&
                                            Contains("using tinytmpl::Element;\n"));
}

TEST_CASE("A QUANTIZE to other numbers stays, from int8 to int8") {
  CHECK(layer_words(network(relu(131, 123))) == Words{"Quantize", "ReLU"});
  CHECK(layer_words(network(relu(130, 0))) == Words{"ReLU", "Quantize"});
  const Network net = network(relu(130, 123, 0.2f));
  CHECK(layer_words(net) == Words{"Quantize", "ReLU"});
  CHECK(net[net.inputs[0]].quantization == Quantization{0.2f, 2});
}

TEST_CASE("A uint8 input may be moved, and quantized several times, before it is int8") {
  Model m;
  const int u = m.uint8({1, 8}, 128), image = m.uint8({1, 2, 2, 2}, 128), x = m.int8({1, 2, 2, 2}, 0),
            other = m.int8({1, 2, 2, 2}, 3, 0.3f), y = m.int8({1, 2, 2, 2}, 0);
  m.op("RESHAPE", {u, m.int32s({1, 2, 2, 2})}, {image});
  m.op("QUANTIZE", {image}, {x});
  m.op("QUANTIZE", {image}, {other});
  m.op("ADD", {x, other}, {y});
  const Network net = network(m.done({u}, {y}));
  CHECK(layer_words(net) == Words{"Reshape", "Quantize", "Add"});
  CHECK(net.input_elements == std::vector{u8});
  CHECK(net.output_elements == std::vector{i8});
}

TEST_CASE("A tensor may be an output as int8, and twice as uint8") {
  Model m;
  const int x = m.int8({1, 4}, 0), y = m.int8({1, 4}, 0), v = m.uint8({1, 4}, 128), w = m.uint8({1, 4}, 128);
  m.op("RELU", {x}, {y});
  m.op("QUANTIZE", {y}, {v});
  m.op("QUANTIZE", {y}, {w});
  const std::vector<std::uint8_t> bytes = m.done({x}, {v, y, w});
  const Network net = network(bytes);
  CHECK(net.output_elements == std::vector{u8, i8, u8});
  CHECK(layer_words(net) == Words{"ReLU", "Flatten", "Flatten"});  // which move nothing
  const std::string text = header_of(bytes);
  CHECK_THAT(text, Contains("{.output = {0.1f, 128}, .element = Element::uint8}, // 1 ReLU"));
  CHECK_THAT(text, Contains("{.output = {0.1f, 128}, .element = Element::uint8}, // 3 Flatten"));
}

TEST_CASE("A QUANTIZE alone is a model") {
  Model m;
  const int u = m.uint8({1, 4}, 128), x = m.int8({1, 4}, 0);
  m.op("QUANTIZE", {u}, {x});
  const Network net = network(m.done({u}, {x}));
  CHECK(layer_words(net) == Words{"Quantize"});
  CHECK(net.input_elements == std::vector{u8});
}

TEST_CASE("Floats that are quantized to uint8 on their way to int8 are taken off") {
  Model m;
  const int f = m.tensor({{1, 4}, {}, {}, Dtype::float32}), u = m.uint8({1, 4}, 128), x = m.int8({1, 4}, 0),
            y = m.int8({1, 4}, 0), v = m.uint8({1, 4}, 128), g = m.tensor({{1, 4}, {}, {}, Dtype::float32});
  m.op("QUANTIZE", {f}, {u});
  m.op("QUANTIZE", {u}, {x});
  m.op("RELU", {x}, {y});
  m.op("QUANTIZE", {y}, {v});
  m.op("DEQUANTIZE", {v}, {g});
  const Network net = network(m.done({f}, {g}));
  CHECK(layer_words(net) == Words{"ReLU"});
  CHECK(net.input_elements == std::vector{i8});
  CHECK(net.output_elements == std::vector{i8});
}

TEST_CASE("A zero point that is no uint8 is refused") {
  for (const int zero : {-1, 256})
    CHECK_THROWS_WITH(network(relu(zero, 123)),
                      Contains(fmt::format("tensor \"t\" (uint8): its zero point {} is no uint8", zero)));
}

TEST_CASE("Golden vectors of uint8 are arrays of uint8, of both types, too") {
  CHECK_THAT(header_of(relu(130, 123), Golden{{1, 2, 3, 255}, {0, 200, 3, 4}}),
             Contains("std::uint8_t golden_inputs[4] = {\n    1, 2, 3, 255,\n};\n") &&
                 Contains("std::uint8_t golden_outputs[4] = {\n    0, 200, 3, 4,\n};\n"));
  Model m;
  const int u = m.uint8({1, 2}, 128), x = m.int8({1, 2}, 0), b = m.int8({1, 2}, 0), y = m.int8({1, 2}, 0);
  m.op("QUANTIZE", {u}, {x});
  m.op("ADD", {x, b}, {y});
  CHECK_THAT(header_of(m.done({u, b}, {y}), Golden{{1, 2, 255, 4}, {255, 200}}),
             Contains("std::uint8_t golden_inputs[4] = {\n    1, 2, 255, 4,\n};\n") &&
                 Contains("std::int8_t golden_outputs[2] = {\n    -1, -56,\n};\n"));
}

TEST_CASE("Inputs and outputs are listed with their elements and the file's numbers") {
  const std::string report = export_model(relu(130, 123), {"m.tflite", "ns"}).report;
  CHECK_THAT(report, Contains("uint8 [4], scale 0.1, zero point 130"));
  CHECK_THAT(report, Contains("uint8 [4], scale 0.1, zero point 123"));
}
