// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>
#include <vector>

#include "lower/reading.hpp"

namespace exporter {

/// What an operator does with the elements that it reads, for the passes over a file's operators.
enum class Effect {
  computes,
  moves,        // bytes, from where they lie to another place
  elementwise,  // each by itself, or with a constant: in whatever order they lie
};

/// Which tensors an operator's rule knows.
enum class Axes {
  three,   // with a batch of one and at most height, width, channels
  joined,  // also with more: those before the last two are one axis of the library's then
};

/// Whether an operator writes elements of another type than it reads: then its rule says which can be, bool and int32 among them.
enum class Types {
  one,       // int8, int16 or float32
  integers,  // one of these, or int32 or int64, which are no quantized ones
  several,
};

/// Whether a rule knows what TFLite's kernels of uint8 compute, the quantization of TensorFlow 1. What moves bytes does.
enum class Uint8 { unknown, known };

/// How an operator of a model's file becomes layers.
struct Rule {
  std::string_view type;  // by TensorFlow Lite's name: CONV_2D
  /// Reads everything, checks everything, and adds its layers.
  void (*lower)(Reading&);
  Effect effect = Effect::computes;
  Axes axes = effect == Effect::elementwise ? Axes::joined : Axes::three;
  Uint8 uint8 = effect == Effect::moves ? Uint8::known : Uint8::unknown;
  Types types = Types::one;
};
using Rules = std::vector<Rule>;

/// A function for each file of this folder that reads operators, defined there. One that is not in the list does not compile; one
/// that is in the list alone does not link.
namespace rules {
#define TINYTMPL_OPERATORS(file) Rules file();
#include "operators/list.inc"
#undef TINYTMPL_OPERATORS
}  // namespace rules

/// The rule for an operation; null: the library does not have it.
const Rule* find_rule(const Operation& op);

/// The types of all operations that there are rules for.
std::vector<std::string_view> operation_types();

/// Whether an operation has this effect.
bool has_effect(const Operation& op, Effect effect);

}  // namespace exporter
