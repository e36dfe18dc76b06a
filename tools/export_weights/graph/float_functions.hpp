// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <functional>

#include "graph/graph.hpp"

namespace exporter {

/// What an operator makes of float32 elements: the same operations in the same order as TensorFlow Lite Micro's reference kernels,
/// by the C library's functions where those call them.
using FloatFunction = std::function<float(float)>;
using BinaryFloatFunction = std::function<float(float, float)>;

/// GELU as TensorFlow Lite fills its tables: kernels/internal/reference/gelu.h.
float gelu(float x);
float gelu_by_tanh(float x);

/// Of an operator on one tensor; empty: it is none of these.
FloatFunction float_function(const Operation& op);
/// Of an operator on two.
BinaryFloatFunction binary_float_function(const Operation& op);

/// The cast to an int32 as x86-64 does it, also of what does not fit; such sums wrap.
std::int32_t to_int32(float real);
/// QUANTIZE of a real number, and of what is no number or lies beyond the range of an int32: as the reference does it on x86-64.
std::int8_t quantize_float(float real, float scale, int zero_point);
/// QuantizeLinear as ONNX defines it: half to even. What is no number is 0.
std::int8_t quantize_to_even(float real, float scale, int zero_point);

}  // namespace exporter
