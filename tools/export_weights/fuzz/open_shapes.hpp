// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

#include "tests/small_model.hpp"

namespace exporter {

/// Integers that are folded: SHAPE -> STRIDED_SLICE, GATHER -> CAST, PACK, REDUCE_PROD -> RESHAPE; floats at both ends.
inline std::vector<std::uint8_t> open_flatten() {
  SmallModel m;
  const auto integer = [&](std::vector<int> shape) { return m.tensor({std::move(shape), {}, {}, Dtype::int32}); };
  const int f = m.tensor({{1, 4, 4, 2}, {}, {}, Dtype::float32}),
            x = m.tensor({.shape = {1, 4, 4, 2}, .signature = {-1, 4, 4, 2}});
  m.op("QUANTIZE", {f}, {x});
  const int shape = integer({4}), batch = integer({}), sides = integer({3}), product = integer({}), same = integer({}),
            packed = integer({2});
  m.op("SHAPE", {x}, {shape});
  m.op("STRIDED_SLICE", {shape, m.int32s({0}), m.int32s({1}), m.int32s({1})}, {batch},
       schema::CreateStridedSliceOptions(m.builder, 0, 0, 0, 0, 1));
  m.op("GATHER", {shape, m.int32s({1, 2, 3})}, {sides});
  m.op("REDUCE_PROD", {sides, m.int32s({0})}, {product});
  m.op("CAST", {product}, {same});
  m.op("PACK", {batch, same}, {packed}, schema::CreatePackOptions(m.builder, 2, 0));
  const int y = m.tensor({.shape = {1, 32}}), g = m.tensor({{1, 32}, {}, {}, Dtype::float32});
  m.op("RESHAPE", {x, packed}, {y});
  m.op("DEQUANTIZE", {y}, {g});
  return m.done({f}, {g});
}

/// A dense layer on a sequence of an open batch, behind a first state of zeros: FILL, RANGE, TRANSPOSE, UNPACK, SPLIT and sums of
/// integers, shapes that nobody knows before.
inline std::vector<std::uint8_t> open_sequence() {
  SmallModel m;
  const auto integer = [&](std::vector<int> shape) { return m.tensor({std::move(shape), {}, {}, Dtype::int32}); };
  const auto scalar = [&](int value) { return m.int32s({value}, {}); };
  const auto open = [&](std::size_t rank) {
    return m.tensor({.shape = std::vector<int>(rank, 1), .signature = std::vector<int>(rank, -1)});
  };
  const int x = m.tensor({.shape = {1, 8, 6}, .signature = {-1, 8, 6}}), shape = integer({3}), batch = integer({}),
            steps = integer({}), width = integer({}), rows = integer({}), sides = integer({2}), order = integer({3}),
            zero = m.tensor({{}, {0.1f}, {0}, Dtype::int8, {1}}), zeros = open(2), flat = open(2), turned = open(3),
            sum = open(2), y = open(2);
  m.op("SHAPE", {x}, {shape});
  m.op("UNPACK", {shape}, {batch, steps, width});
  m.op("MUL", {batch, steps}, {rows});
  m.op("PACK", {rows, width}, {sides}, schema::CreatePackOptions(m.builder, 2, 0));
  m.op("RANGE", {scalar(0), scalar(3), scalar(1)}, {order});
  m.op("TRANSPOSE", {x, order}, {turned});
  m.op("RESHAPE", {turned, sides}, {flat});
  m.op("FILL", {sides, zero}, {zeros});
  m.op("ADD", {flat, zeros}, {sum});
  m.op("FULLY_CONNECTED", {sum, m.int8s({4, 6}), -1}, {y});
  return m.done({x}, {y});
}

}  // namespace exporter
