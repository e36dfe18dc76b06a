// SPDX-License-Identifier: BSL-1.0
// Models of float32: what is read, written, computed and refused.
#include <bit>
#include <cstring>
#include <limits>

#include <catch2/catch.hpp>

#include "evaluate/bound.hpp"
#include "exporter.hpp"
#include "operators/operator.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

const SmallModel::Tensor pair{{1, 2}, {}, {}, Dtype::float32};

template <class T>
std::vector<std::uint8_t> bytes_of(const std::vector<T>& values) {
  std::vector<std::uint8_t> bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// A dense layer with these weights and biases, which may be written as another type.
std::vector<std::uint8_t> dense(const SmallModel::Tensor& weights, const SmallModel::Tensor& biases) {
  SmallModel m;
  const int x = m.tensor(pair), w = m.tensor(weights), b = m.tensor(biases), y = m.tensor(pair);
  m.op("FULLY_CONNECTED", {x, w, b}, {y});
  return m.done({x}, {y});
}
SmallModel::Tensor reals(std::vector<int> shape, const std::vector<float>& values) {
  return {std::move(shape), {}, {}, Dtype::float32, bytes_of(values)};
}
const SmallModel::Tensor biases = reals({2}, {0.5f, -1}), weights = reals({2, 2}, {1, 2, 3, 0.1f});

std::vector<float> outputs(const std::vector<std::uint8_t>& model) {
  const std::vector<std::uint8_t> inputs = bytes_of(std::vector<float>{1, -2});
  const std::vector<std::uint8_t> bytes = run_model(model, {"m", "m", false}, inputs).bytes;
  std::vector<float> out(bytes.size() / sizeof(float));
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

}  // namespace

TEST_CASE("A float32 model becomes a header with arrays that read back exactly, and says what int8 would save") {
  const Result result = export_model(dense(weights, biases), {"m", "m", false});
  CHECK_THAT(result.header, Contains("{.element = Element::float32},") &&
                                Contains("{.weights = weights_1, .biases = biases_1},") &&
                                Contains("float weights_1[4] = {\n    1.0f, 2.0f, 3.0f, 0.1f,\n};") &&
                                Contains("input 0 \"t\": float32 [2], tensor"));
  CHECK_THAT(result.report, Contains("the model computes in float32;") && Contains("its 16 bytes of weights were 4"));
  CHECK(outputs(dense(weights, biases)) == std::vector<float>{1 - 4 + 0.5f, 3 - 2 * 0.1f - 1});
}

TEST_CASE("In C it takes and gives floats") {
  const Request request{.file = "m", .name_space = "m", .c = CRequest{"m.hpp", "m.h", {}}};
  const auto c = export_model(dense(weights, biases), request).c;
  REQUIRE(c);
  CHECK_THAT(c->header, Contains("void m_input_assign(const float* from);") &&
                            Contains("void m_output_copy_to(float* to);") && !Contains("_SCALE "));
}

TEST_CASE("Its weights may be int8 with scales, or float16") {
  const SmallModel::Tensor narrow{{2, 2}, {0.5f}, {0}, Dtype::int8, bytes_of(std::vector<std::int8_t>{2, 4, 6, -8})};
  CHECK(outputs(dense(narrow, biases)) == std::vector<float>{1 - 4 + 0.5f, 3 + 8 - 1});
  CHECK_THAT(export_model(dense(narrow, biases), {"m", "m", false}).header,
             Contains("std::int8_t weights_1[4]") &&
                 Contains("{.weights = weights_1, .biases = biases_1, .scales = scales_1},"));
  const SmallModel::Tensor halves{
      {2, 2}, {}, {}, Dtype::float16, bytes_of(std::vector<std::uint16_t>{0x3C00, 0xC000, 0x0001, 0x0400})};
  CHECK(outputs(dense(halves, biases)) == std::vector<float>{1 + 4 + 0.5f, 0x1p-24f - 2 * 0x1p-14f - 1});
}

TEST_CASE("What is not float32, and no number, is refused") {
  CHECK_THAT(refusal(dense(reals({2, 2}, {1, 2, std::numeric_limits<float>::infinity(), 4}), biases)),
             Contains("it holds an infinity, or what is not a number"));
  CHECK_THAT(refusal(dense(weights, {{2}, {0.1f}, {0}, Dtype::int32, std::vector<std::uint8_t>(8)})),
             Contains("biases must be float32, as the layer's tensors are"));
}

TEST_CASE("A constant that is dequantized and none of weights becomes float32") {
  SmallModel m;
  const int k = m.tensor({{1, 2}, {0.25f}, {-1}, Dtype::int8, {1, 2}}), f = m.tensor(pair), x = m.tensor(pair),
            y = m.tensor(pair);
  m.op("DEQUANTIZE", {k}, {f});
  m.op("ADD", {x, f}, {y});
  CHECK(outputs(m.done({x}, {y})) == std::vector<float>{1 + 0.5f, -2 + 0.75f});
}

TEST_CASE("Its scales are those of its channels") {
  const auto model = [](std::vector<float> scales, int axis) {
    SmallModel m;
    SmallModel::Tensor constant{{1, 2}, std::move(scales), {0}, Dtype::int8, {1, 2}};
    constant.quantized_dimension = axis;
    const int x = m.tensor(pair), y = m.tensor(pair);
    m.op("MUL", {x, m.tensor(constant)}, {y});
    return m.done({x}, {y});
  };
  CHECK(outputs(model({0.5f, 2}, 1)) == std::vector<float>{0.5f, -8});
  CHECK_THAT(refusal(model({0.5f, 2}, 0)), Contains("its scales are not those of its channels"));
  CHECK_THAT(refusal(model({0.5f, 2, 3}, 1)), Contains("its scales are not those of its channels"));
}

TEST_CASE("A constant of float16 becomes float32, whoever reads it") {
  SmallModel m;
  const int k = m.tensor({{1, 2}, {}, {}, Dtype::float16, bytes_of(std::vector<std::uint16_t>{0x3C00, 0xC000})});
  const int f = m.tensor(pair), x = m.tensor(pair), y = m.tensor(pair);
  m.op("DEQUANTIZE", {k}, {f});
  m.op("SUB", {x, f}, {y});
  CHECK(outputs(m.done({x}, {y})) == std::vector<float>{1 - 1, -2 + 2});
}

TEST_CASE("A layer that the library does not compute in float32 is named") {
  const Operator only_int8{.word = [](const Network&, const Layer&) -> std::string { return "OnlyInt8"; },
                           .node =
                               [](const Network&, const Layer&) {
                                 return tinytmpl::core::elementwise("OnlyInt8", {1, 1, 2, 1},
                                                                    {.fill = tinytmpl::core::rescaled.fill});
                               }};
  Network net;
  net.tensors = {{"x", {2}, {}, {}, Element::float32}, {"y", {2}, {}, {}, Element::float32}};
  net.layers = {{&only_int8, {0}, {1}}};
  net.inputs = {0}, net.outputs = {1};
  CHECK_THROWS_WITH(bind(net), Contains("layer 1, OnlyInt8: this operator is not supported in float32"));
}
