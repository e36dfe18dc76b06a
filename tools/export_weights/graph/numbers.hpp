// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/operands.hpp"

namespace exporter {

/// Elements of a constant, whatever their type. A double holds each int32 and float32, and rounds a sum, product or quotient of
/// two float32 so that rounding it again gives what float32 arithmetic does.
using Numbers = std::vector<double>;

/// Of one element; throws Unknown for types that have no plain bytes.
std::size_t element_bytes(Dtype dtype);

/// An IEEE number of 16 bits.
float real_of_half(std::uint16_t half);

/// A constant's bytes, as many as its shape says; Unknown of everything else.
std::span<const std::uint8_t> constant_bytes(const Value& value);

/// The elements of a constant that is not quantized; Unknown of everything else, and of integers that a double cannot hold.
Numbers plain_numbers(const Value& value);
/// What a constant's elements stand for: integers with one scale, float16.
Numbers real_numbers(const Value& value);
/// The same of any type, also with a scale for each channel, as float32 multiplies.
Numbers numbers_of(const Value& value);

/// The channel along `axis` of element i of a constant of this shape.
std::size_t channel_of(std::size_t i, const std::vector<int>& shape, std::size_t axis);

/// Buffer of the type of `like`, which is not quantized. Unknown where a number is none of that type.
Buffer plain_bytes(Numbers numbers, const Value& like);

}  // namespace exporter
