// SPDX-License-Identifier: BSL-1.0
// A model is refused once, for all that stops it.
#include <catch2/catch.hpp>

#include "frontend/tflite/names.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;
using Given = SmallModel::Tensor;

TEST_CASE("All reasons are said at once, equal ones counted, and nothing that only follows from them") {
  SmallModel m;
  const SmallModel::Tensor image{{1, 4, 4, 2}};
  const int x = m.tensor(image), a = m.tensor(image), b = m.tensor(image), c = m.tensor(image), d = m.tensor(image);
  const int wide = m.tensor({.shape = {1, 40'000, 4, 2}}), y = m.tensor({.shape = {1, 4, 4, 3}});
  m.op("SIGN", {x}, {a});
  m.op("RELU", {a}, {b});
  m.op("SIGN", {b}, {c});
  m.op("RELU6", {c}, {d});
  m.op("ATAN2", {d}, {wide});  // to what no tensor here can be
  m.op("RELU", {wide}, {y});
  CHECK(refusal(m.done({x}, {y})) ==
        "the library cannot run this model, for 2 reasons:\n"
        "  SIGN (2 times, first: operator 0, tensor \"t\" (int8)): this operator is not supported; replace it in the "
        "model\n"
        "  operator 4, ATAN2: tensor \"t\" (int8): this operator is not supported; replace it in the model");
}

TEST_CASE("Of very many reasons the first are said") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}});
  std::vector<int> outputs;
  for (int i = 0; i < 30; ++i) {
    outputs.push_back(m.tensor({.shape = {1, 4}}));
    m.op(200 + i, {x}, {outputs.back()});
  }
  CHECK_THAT(refusal(m.done({x}, outputs)), Contains("for 30 reasons:") && Contains("\n  and 6 more"));
}

TEST_CASE("What the model computes with is said once, with what no quantization would mend") {
  SmallModel m;
  const Given floats{{1, 4}, {}, {}, Dtype::float32};
  const int x = m.tensor(floats), a = m.tensor(floats), b = m.tensor(floats), y = m.tensor(floats);
  const int w = m.tensor({{4, 4}, {}, {}, Dtype::float32, std::vector<std::uint8_t>(64)});
  const int int8_weights = m.int8s({4, 4});
  const int halves = m.tensor({{4, 4}, {}, {}, Dtype::float16, std::vector<std::uint8_t>(32)}),
            back = m.tensor({{4, 4}, {}, {}, Dtype::float32});
  SECTION("float32, and an operator that is not supported") {
    m.op("FULLY_CONNECTED", {x, w}, {a});
    m.op("POW", {a}, {y});
    CHECK(refusal(m.done({x}, {y})) ==
          "operator 1, POW: tensor \"t\" (float32): this operator is not supported; of a constant exponent multiply or "
          "take roots: x * x, tf.sqrt(x)");
  }
  SECTION("float32 with weights of other types") {
    m.op("DEQUANTIZE", {halves}, {back});
    m.op("FULLY_CONNECTED", {x, int8_weights}, {a});
    m.op("FULLY_CONNECTED", {a, back}, {b});
    m.op("FULLY_CONNECTED", {b, w}, {y});
    CHECK(refusal(m.done({x}, {y})) == "accepted");
  }
  SECTION("float32 and an int32 constant that is none of weights") {
    m.op("MUL", {x, m.tensor({{1, 4}, {0.1f}, {0}, Dtype::int32, std::vector<std::uint8_t>(16)})}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("a constant of int32 in float32 arithmetic is not supported"));
  }
  SECTION("uint8, of an operator whose arithmetic there is not known") {
    const int u = m.tensor({{1, 4}, {0.1f}, {128}, Dtype::uint8}), v = m.tensor({{1, 4}, {0.1f}, {128}, Dtype::uint8});
    m.op("ABS", {u}, {v});
    CHECK(refusal(m.done({u}, {v})) ==
          "operator 0, ABS: tensor \"t\" (uint8): this operator is not supported in uint8, the quantization of "
          "TensorFlow 1; convert with TensorFlow 2: TFLITE_BUILTINS_INT8 and a representative dataset");
  }
  SECTION("int64") {
    const int u = m.tensor({{1, 4}, {}, {}, Dtype::int64}), v = m.tensor({{1, 4}, {}, {}, Dtype::int64});
    m.op("RELU", {u}, {v});
    CHECK_THAT(refusal(m.done({u}, {v})), Contains("computes in int64: 1 operator (RELU); convert with full"));
  }
}

TEST_CASE("What the converter left in float32 is named, not what stands around it") {
  SmallModel m;
  const Given floats{{1, 4}, {}, {}, Dtype::float32};
  const int x = m.tensor({.shape = {1, 4}}), f = m.tensor(floats), g = m.tensor(floats),
            y = m.tensor({.shape = {1, 4}});
  m.op("DEQUANTIZE", {x}, {f});
  SECTION("an operator that is not supported") {
    m.op("POW", {f}, {g});
    m.op("QUANTIZE", {g}, {y});
    CHECK(refusal(m.done({x}, {y})) ==
          "operator 1, POW: tensor \"t\" (float32): this operator is not supported, and the converter left it in "
          "float32; of a constant exponent multiply or take roots: x * x, tf.sqrt(x)");
  }
  SECTION("nothing that is") {
    m.op("RELU", {f}, {g});
    m.op("QUANTIZE", {g}, {y});
    CHECK(refusal(m.done({x}, {y})) == "accepted");
  }
}

TEST_CASE("Other arithmetic in a model of int8s is refused operator by operator") {
  SmallModel m;
  const Given integers{{1, 4}, {}, {}, Dtype::int64}, words{{1, 4}, {}, {}, Dtype::int32};
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  const int i = m.tensor(integers), j = m.tensor(integers), u = m.tensor(words), v = m.tensor(words);
  m.op("RELU", {x}, {y});
  m.op("LEAKY_RELU", {i}, {j});
  m.op("RELU6", {u}, {v});
  CHECK_THAT(
      refusal(m.done({x, i, u}, {y, j, v})),
      Contains(
          "operator 1, LEAKY_RELU: tensor \"t\" (int64): arithmetic with int64 is not supported; compute it outside") &&
          Contains("operator 2, RELU6: tensor \"t\" (int32): arithmetic with int32 is not supported"));
}

TEST_CASE("Floats at the ends have the shape of what they become") {
  SmallModel m;
  const int f = m.tensor({{1, 4}, {}, {}, Dtype::float32}), x = m.tensor({.shape = {2, 2}}),
            y = m.tensor({.shape = {2, 2}});
  m.op("QUANTIZE", {f}, {x});
  m.op("RELU", {x}, {y});
  CHECK_THAT(refusal(m.done({f}, {y})), Contains("it has another shape than the input; the file is damaged"));
}

TEST_CASE("Inputs are blamed only for what their readers do not say") {
  SmallModel m;
  const int y = m.tensor({.shape = {1, 3}});
  SECTION("weights that are an input") {
    const int x = m.tensor({.shape = {1, 4}}), w = m.tensor({.shape = {3, 4}});
    m.op("FULLY_CONNECTED", {x, w, m.int32s({1, 2, 3})}, {y});
    CHECK(refusal(m.done({x, w}, {y})) ==
          "operator 0, FULLY_CONNECTED: tensor \"t\" (int32): biases beside weights that are computed are supported in "
          "float32 alone; add them behind it");
  }
  SECTION("five dimensions") {
    const int x = m.tensor({.shape = {1, 4, 4, 4, 1}}), f = m.tensor({{1, 4, 4, 4, 1}, {}, {}, Dtype::float32}),
              g = m.tensor({{1, 3}, {}, {}, Dtype::float32});
    m.op("DEQUANTIZE", {x}, {f});
    m.op(132, {f}, {g});
    m.op("QUANTIZE", {g}, {y});
    CHECK_THAT(refusal(m.done({x}, {y})),
               Contains("operator 1, CONV_3D") && Contains("use Conv2D") && !Contains("at most 4"));
  }
  SECTION("integers") {
    const int x = m.tensor({{1, 4}, {}, {}, Dtype::int32});
    m.op(130, {m.int8s({9, 3}), x}, {y});  // BATCH_MATMUL
    CHECK_THAT(refusal(m.done({x}, {y})), Contains("operator 0, ") && !Contains("input of the model"));
  }
}

TEST_CASE("Whoever computes with a shape that is open asks for a fixed one") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
  const int shape = m.tensor({{2}, {}, {}, Dtype::int32}), twice = m.tensor({{2}, {}, {}, Dtype::int32});
  m.op(77, {x}, {shape});
  m.op("POW", {shape, shape}, {twice});
  m.op(94, {twice, m.int8s({1})}, {y});  // FILL
  CHECK_THAT(refusal(m.done({x}, {y})),
             Contains("operator 1, POW") && Contains("FILL") && Contains("with a fixed input shape"));
}

TEST_CASE("Cycles and operators out of order are refused") {
  SmallModel m;
  const int x = m.tensor({.shape = {1, 4}}), a = m.tensor({.shape = {1, 4}}), b = m.tensor({.shape = {1, 4}});
  m.op("ADD", {x, b}, {a});
  m.op("RELU", {a}, {b});
  CHECK_THAT(refusal(m.done({x}, {b})), Contains("before anything writes it"));
}

TEST_CASE("No operator but QUANTIZE and DEQUANTIZE changes the type") {
  SmallModel m;
  const int x = m.tensor({{1, 4}}), y = m.tensor({{1, 4}, {0.5f}, {0}, Dtype::float32});
  SECTION("a copy") { m.op("RESHAPE", {x, m.int32s({1, 4})}, {y}); }
  SECTION("arithmetic") { m.op("SUB", {x, x}, {y}, schema::CreateSubOptions(m.builder)); }
  CHECK_THAT(refusal(m.done({x}, {y})), Contains("its type is not the input's"));
}
