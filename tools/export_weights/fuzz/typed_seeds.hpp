// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "fuzz/seeds.hpp"

// Seeds whose tensors are not int8 alone.
namespace exporter {

/// uint8 at both ends, of another scale than the int8 between them.
inline void uint8_edges(Seeds& seeds) {
  SmallModel m;
  const auto tensor = [&m](Dtype dtype, std::int64_t zero_point, float scale) {
    return m.tensor({.shape = {1, 5}, .scales = {scale}, .zero_points = {zero_point}, .dtype = dtype});
  };
  const int pixels = tensor(Dtype::uint8, 128, 0.1f), x = tensor(Dtype::int8, 0, 0.1f),
            y = tensor(Dtype::int8, -4, 0.1f), bytes = tensor(Dtype::uint8, 7, 0.2f);
  m.op("QUANTIZE", {pixels}, {x});
  m.op("RELU", {x}, {y});
  m.op("QUANTIZE", {y}, {bytes});
  seeds.write("uint8", m.done({pixels}, {bytes}));
}

/// int16, with biases of 64 bits, and back to int8.
inline void wide(Seeds& seeds) {
  SmallModel m;
  const auto words = [&m](std::vector<int> shape) { return m.tensor({std::move(shape), {0.01f}, {0}, Dtype::int16}); };
  const int x = words({1, 4}), y = words({1, 3}), z = m.tensor({{1, 3}});
  const int biases = m.tensor({{3}, {0.0001f}, {0}, Dtype::int64, std::vector<std::uint8_t>(24, 1)});
  m.op("FULLY_CONNECTED", {x, m.int8s({3, 4}), biases}, {y}, schema::CreateFullyConnectedOptions(m.builder, 1));
  m.op("QUANTIZE", {y}, {z});
  seeds.write("int16", m.done({x}, {y, z}));
}

/// All in uint8, whose weights have a zero point.
inline void uint8_arithmetic(Seeds& seeds) {
  SmallModel m;
  const auto tensor = [&m](std::vector<int> shape, std::int64_t zero_point, std::vector<std::uint8_t> data = {}) {
    return m.tensor({std::move(shape), {0.1f}, {zero_point}, Dtype::uint8, std::move(data)});
  };
  const std::vector<std::uint8_t> many(18, 200), odd{0, 3, 130, 255};
  const int x = tensor({1, 4, 4, 2}, 128), a = tensor({1, 4, 4, 1}, 0), b = tensor({1, 2, 2, 1}, 0),
            c = tensor({1, 2, 2, 1}, 0), d = tensor({1, 2, 2, 1}, 9), e = tensor({1, 2, 2, 1}, 7),
            y = tensor({1, 1}, 3);
  m.op("CONV_2D", {x, tensor({1, 3, 3, 2}, 127, many), m.int32s({5})}, {a},
       schema::CreateConv2DOptions(m.builder, 0, 1, 1));
  m.op("AVERAGE_POOL_2D", {a}, {b}, schema::CreatePool2DOptions(m.builder, 1, 2, 2, 2, 2));
  m.op("DEPTHWISE_CONV_2D", {b, tensor({1, 1, 1, 1}, 9, {200}), -1}, {c},
       schema::CreateDepthwiseConv2DOptions(m.builder, 1, 1, 1, 1));
  m.op("MUL", {c, tensor({1, 2, 2, 1}, 20, odd)}, {d});
  m.op("LEAKY_RELU", {d}, {e}, schema::CreateLeakyReluOptions(m.builder, 0.5f));
  m.op("FULLY_CONNECTED", {e, tensor({1, 4}, 33, odd), m.int32s({-7})}, {y});
  seeds.write("uint8_arithmetic", m.done({x}, {y}));
}

/// Words by their numbers, of which negative ones count from the end, as Keras writes an Embedding.
inline void words(Seeds& seeds) {
  SmallModel m;
  const auto integers = [&m](std::vector<int> shape, std::vector<std::uint8_t> data = {}) {
    return m.tensor({std::move(shape), {}, {}, Dtype::int32, std::move(data)});
  };
  const int x = integers({1, 4}), zero = integers({}, std::vector<std::uint8_t>(4, 0)),
            size = integers({}, {3, 0, 0, 0}), wrapped = integers({1, 4}), index = integers({1, 4}),
            negative = m.tensor({{1, 4}, {}, {}, Dtype::boolean}), y = m.tensor({.shape = {1, 4, 2}}),
            z = m.tensor({.shape = {1, 4, 2}});
  m.op("LESS", {x, zero}, {negative});
  m.op("ADD", {x, size}, {wrapped});
  m.op("SELECT_V2", {negative, wrapped, x}, {index});
  m.op("GATHER", {m.int8s({3, 2}, 0.1f), index}, {y}, schema::CreateGatherOptions(m.builder, 0));
  m.op("EMBEDDING_LOOKUP", {index, m.int8s({3, 2}, 0.1f)}, {z});
  seeds.write("words", m.done({x}, {y, z}), "EMBEDDING_LOOKUP");
}

/// Functions of real numbers, and what has two types.
inline void functions(Seeds& seeds) {
  const Given real{{1, 5}, {}, {}, Dtype::float32}, bytes{{1, 5}}, truth{{1, 5}, {}, {}, Dtype::boolean};
  for (const char* const type :
       {"SQRT", "SQUARE", "NEG", "EXP", "LOG", "SIN", "COS", "FLOOR", "CEIL", "ROUND", "ELU", "GELU"})
    seeds.one(type, real, real);
  seeds.has("ERF");  // of ONNX alone
  for (const char* const type : {"RSQRT", "GELU", "RELU_0_TO_1", "EXP", "LOG", "ELU"})
    seeds.one(type, bytes, bytes, {}, {}, "_int8");
  const auto two = [&seeds](const char* type, const Given& x, const Given& y) {
    SmallModel m;
    const int a = m.tensor(x), b = m.tensor(x), c = m.tensor(y);
    m.op(type, {a, b}, {c});
    seeds.write(type, m.done({a, b}, {c}), type);
  };
  two("DIV", bytes, bytes), two("FLOOR_DIV", real, real), two("FLOOR_MOD", real, real);
  for (const char* const type : {"EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL"}) two(type, bytes, truth);
  for (const char* const type : {"GREATER", "GREATER_EQUAL"}) two(type, real, truth);
  two("LOGICAL_AND", truth, truth), two("LOGICAL_OR", truth, truth);
  seeds.one("LOGICAL_NOT", truth, truth);
  seeds.one("CAST", truth, real);
  for (const char* const type : {"SELECT", "SELECT_V2"}) {
    SmallModel m;
    const int x = m.tensor(bytes), y = m.tensor(bytes), condition = m.tensor(truth);
    m.op(type, {condition, x, m.int8s({1, 1}, 0.1f)}, {y});
    seeds.write(type, m.done({x, condition}, {y}), type);
  }
}

/// What takes a vector together, in float32, and where in it the largest is.
inline void vectors(Seeds& seeds) {
  const auto real = [](std::vector<int> shape) { return Given{std::move(shape), {}, {}, Dtype::float32}; };
  for (const char* const type : {"LOG_SOFTMAX", "L2_NORMALIZATION"}) {
    SmallModel m;
    const int x = m.tensor(real({1, 5})), y = m.tensor(real({1, 5}));
    m.op(type, {x}, {y});
    seeds.write(type, m.done({x}, {y}), type);
  }
  for (const char* const type : {"ARG_MAX", "ARG_MIN"}) {
    SmallModel m;
    const int x = m.tensor({{1, 5}}), y = m.tensor({{1}, {}, {}, Dtype::int32});
    m.op(type, {x, m.int32s({-1}, {})}, {y});
    seeds.write(type, m.done({x}, {y}), type);
  }
  SmallModel m;
  const int x = m.tensor(real({1, 4, 4, 2})), y = m.tensor(real({1, 2, 2, 2}));
  m.op("L2_POOL_2D", {x}, {y}, schema::CreatePool2DOptions(m.builder, 1, 2, 2, 2, 2));
  seeds.write("L2_POOL_2D", m.done({x}, {y}), "L2_POOL_2D");
}

/// float32 behind int8.
inline void reals(Seeds& seeds) {
  SmallModel m;
  const Given real{{1, 5}, {}, {}, Dtype::float32};
  const int x = m.tensor({{1, 5}}), f = m.tensor(real), y = m.tensor(real);
  m.op("DEQUANTIZE", {x}, {f});
  m.op("LOGISTIC", {f}, {y});
  seeds.write("DEQUANTIZE", m.done({x}, {y}), "DEQUANTIZE");
}

}  // namespace exporter
