// SPDX-License-Identifier: BSL-1.0
// ONNX models: what they become, and what they are refused with. Their numbers are compared in tests/differential/onnx_models.py,
// onnx_bytes.py.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

#include "exporter.hpp"
#include "frontend/onnx/onnx.hpp"
#include "frontend/onnx/rules.hpp"
#include "layer_words.hpp"
#include "lower/lower.hpp"
#include "onnx_file.hpp"

using namespace exporter;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Shape = std::vector<std::int64_t>;

namespace {

std::string refused(const std::vector<std::uint8_t>& bytes) {
  try {
    lower(read_onnx(bytes));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string convolution(OnnxFile& m, const std::string& x, std::int64_t from, std::int64_t to, std::int64_t kernel,
                        const OnnxFile::Attributes& attributes = {}) {
  return m.node("Conv", {x, m.reals({to, from, kernel, kernel}), m.reals({to})}, attributes);
}

}  // namespace

TEST_CASE("An ordinary network of images has no transposition left") {
  OnnxFile m;
  const std::string x = m.input({1, 3, 8, 8});
  std::string t = convolution(m, x, 3, 4, 3, {{"pads", Shape{1, 1, 1, 1}}});
  t = m.node("BatchNormalization", {t, m.reals({4}), m.reals({4}), m.reals({4}), m.reals({4})});
  t = m.node("Relu", {t});
  const std::string skip = t;
  t = m.node("Conv", {t, m.reals({4, 1, 3, 3})}, {{"pads", Shape{1, 1, 1, 1}}, {"group", std::int64_t{4}}});
  t = m.node("Add", {t, skip});
  t = m.node("MaxPool", {t}, {{"kernel_shape", Shape{2, 2}}, {"strides", Shape{2, 2}}});
  t = m.node("Flatten", {t});
  t = m.node("Gemm", {t, m.reals({5, 64}), m.reals({5})}, {{"transB", std::int64_t{1}}});
  CHECK(words_of(m.done({t})) ==
        Words{"Conv2D<4, 3, Same>", "ReLU", "DepthwiseConv2D<3, Same, NoBias>", "Add", "MaxPool2D<2>", "Dense<5>"});
}

TEST_CASE("A normalization behind a pool is a product and a sum") {
  OnnxFile m;
  std::string t = m.input({1, 2, 6, 6});
  for (int i = 0; i < 8; ++i) {
    t = m.node("MaxPool", {t}, {{"kernel_shape", Shape{1, 2}}, {"pads", Shape{0, 0, 0, 1}}});
    t = m.node("BatchNormalization", {t, m.reals({2}), m.reals({2}), m.reals({2}), m.reals({2})});
  }
  const Network net = prepare(m.done({t})).network;
  CHECK(net.rounding == tinytmpl::Rounding::twice);
  const Words words = layer_words(net);
  CHECK(std::count(words.begin(), words.end(), "WithConstant") == 16);
}

TEST_CASE("A chain over shapes is known when the file is read") {
  OnnxFile m;
  const std::string x = m.input({1, 2, 6, 6}), y = convolution(m, x, 2, 4, 1);
  const std::string height = m.node("Gather", {m.node("Shape", {y}), m.constant({}, 7, std::vector<std::int64_t>{2})});
  const std::string part = m.node("Unsqueeze", {height, m.integers({0})});
  const std::string shape =
      m.node("Concat", {m.integers({1}), m.integers({4}), part, m.integers({6})}, {{"axis", std::int64_t{0}}});
  CHECK(words_of(m.done({m.node("Relu", {m.node("Reshape", {y, shape})})})) == Words{"Conv2D<4, 1>", "ReLU"});
}

TEST_CASE("Rows of a constant by an input are an Embedding, also of integers with a scale") {
  OnnxFile m;
  const std::string x = m.input({1, 3}, 7);
  const std::string reals = m.constant({2, 2}, 1, std::vector<float>{1, 2, 3, 4});
  const std::string table = m.node("DequantizeLinear", {m.constant({2, 2}, 3, std::vector<std::int8_t>{1, 2, 3, 4}),
                                                        m.reals({}), m.constant({}, 3, std::vector<std::int8_t>{1})});
  const auto model = m.done({m.node("Gather", {reals, x}), m.node("Gather", {table, x})});
  CHECK(words_of(model) == Words{"Embedding<2, 2>", "Embedding<2, 2>"});
  const std::vector<std::int64_t> indices{1, -2, 0};
  const auto* const first = reinterpret_cast<const std::uint8_t*>(indices.data());
  const auto bytes = run_model(model, {"m", "m", false}, std::vector<std::uint8_t>(first, first + 24)).bytes;
  std::vector<float> outputs(bytes.size() / sizeof(float));
  std::memcpy(outputs.data(), bytes.data(), bytes.size());
  CHECK(outputs == std::vector<float>{3, 4, 1, 2, 1, 2, 1, 1.5f, 0, 0.5f, 0, 0.5f});
}

TEST_CASE("Pairs of Quantize and Dequantize become operators on bytes") {
  OnnxFile m;
  const std::string scale = m.reals({}, 0.1f), zero = m.constant({}, 3, std::vector<std::int8_t>{3});
  const auto pair = [&](const std::string& of) {
    return m.node("DequantizeLinear", {m.node("QuantizeLinear", {of, scale, zero}), scale, zero});
  };
  const std::string weights = m.node("DequantizeLinear",
                                     {m.constant({4, 2, 1, 1}, 3, std::vector<std::int8_t>{1, 2, 3, 4, 5, 6, 7, 8}),
                                      m.reals({4}), m.constant({4}, 3, std::vector<std::int8_t>(4))},
                                     {{"axis", std::int64_t{0}}});
  std::string t = pair(m.input({1, 2, 4, 4}));
  t = pair(m.node("Relu", {m.node("Conv", {t, weights, m.reals({4}, 1)})}));
  t = pair(m.node("MaxPool", {t}, {{"kernel_shape", Shape{2, 2}}, {"strides", Shape{2, 2}}}));
  const Network net = prepare(m.done({t})).network;
  CHECK(layer_words(net) == Words{"Conv2D", "ReLU", "MaxPool2D"});
  CHECK(computes_bytes(net));
  CHECK(net.rounding == tinytmpl::Rounding::onnx);
  CHECK(net.layers[0].constants.biases == ElementArray(std::vector<std::int32_t>(4, 20)));
}

TEST_CASE("All reasons against an ONNX model are said at once, by ONNX' names") {
  OnnxFile m;
  const std::string x = m.input({1, 2, 4, 4});
  const std::string a = m.node("Det", {convolution(m, x, 2, 2, 1)}), b = m.node("Hardmax", {a});
  const std::string c = m.node("NonZero", {x}), d = m.node("Mine", {x}, {}, 1, "me.other");
  CHECK(refused(m.done({b, c, d})) ==
        "the library cannot run this model, for 3 reasons:\n"
        "  operator 1, Det: this operator is not supported; replace it in the model\n"
        "  operator 3, NonZero: this operator is not supported; let the model end before it, and search its output in "
        "the program\n"
        "  operator 4, Mine: this operator of the domain \"me.other\" is not supported; replace it in the model");
}

TEST_CASE("What an ONNX file cannot be") {
  OnnxFile m;
  SECTION("of another opset") {
    m.opset = 9;
    CHECK_THAT(refused(m.done({m.node("Relu", {m.input({1, 4})})})), Contains("opset 9; 11 to 22 are read"));
  }
  SECTION("with an open dimension") {
    CHECK_THAT(refused(m.done({m.node("Relu", {m.input({-1, 4, -1})})})), Contains("dimension 2 is open"));
  }
  SECTION("with an open batch it can") { CHECK(refused(m.done({m.node("Relu", {m.input({-1, 4})})})) == "accepted"); }
  SECTION("in no order") {
    m.input({1, 4});
    CHECK_THAT(refused(m.done({m.node("Relu", {"later"})})), Contains("reads \"later\" before anything writes it"));
  }
  SECTION("with weights elsewhere") {
    const std::string x = m.input({1, 2});
    CHECK_THAT(
        refused(m.done({m.node("MatMul", {x, m.external({2, 2}, "weights.bin", "16")})})),
        Contains("has its data in another file, \"weights.bin\"") && Contains("save the model with its weights"));
  }
  SECTION("with weights anywhere") {
    const std::string x = m.input({1, 2});
    CHECK_THAT(refused(m.done({m.node("MatMul", {x, m.external({2, 2}, "../../etc/passwd", "16")})})),
               Contains("does not stand beside the model"));
  }
  SECTION("with too few bytes") {
    const std::string x = m.input({1, 2});
    CHECK_THAT(refused(m.done({m.node("MatMul", {x, m.constant({2, 2}, 1, std::string(15, '\0'))})})),
               Contains("15 bytes; the file is damaged"));
  }
  SECTION("cut off") {
    std::vector<std::uint8_t> file = m.done({m.node("Relu", {m.input({1, 4})})});
    file.resize(file.size() - 9);
    CHECK_THAT(refused(file), StartsWith("the ONNX file is damaged or cut off"));
  }
}
