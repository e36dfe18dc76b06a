// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tinytmpl/core/element.hpp>
#include <tinytmpl/core/policy.hpp>

#include "edge_name.hpp"
#include "graph/attributes.hpp"

namespace exporter {

using tinytmpl::Element;
using Buffer = std::vector<std::uint8_t>;

// A model as a file describes it, whatever its format: each front end reads one into this, the passes of this folder and `lower`
// know nothing else. Operators, attributes and layouts are TensorFlow Lite's, whose arithmetic defines the library's: channels
// last, weights as there. A front end of another format translates what it reads, explicit padding to a PAD.

/// The types of elements that files name, more than the library computes with.
enum class Dtype {
  float32,
  float16,
  int32,
  uint8,
  int64,
  string,
  boolean,
  int16,
  complex64,
  int8,
  float64,
  complex128,
  uint64,
  resource,
  variant,
  uint32,
  uint16,
  int4,
  bfloat16,
  int2,
  uint4,
  float8_e4m3,
  float8_e5m2,
  unknown
};

/// int8, float32, ...
std::string dtype_name(Dtype dtype);

/// A tensor as it stands in the file, its batch included; nothing but its size has been looked at.
struct Value {
  std::string name;
  Dtype dtype{};
  std::vector<int> shape;
  std::vector<int> signature;  // of a shape that may change: -1; else empty
  std::vector<float> scales;
  std::vector<std::int64_t> zero_points;
  int quantized_dimension = 0;
  bool other_quantization = false;  // custom, blockwise
  bool was_uint8 = false;           // and is int8 now, 128 less
  bool variable = false, sparse = false, external = false;
  std::span<const std::uint8_t> data;  // into the file; empty: not a constant

  std::int64_t elements() const;
};

/// Whether bytes of one mean the same in the other.
bool same_quantization(const Value& a, const Value& b);

/// One operator on values.
struct Operation {
  std::size_t position = 0;  // in the file
  std::string type;          // CONV_2D; of a custom operator its own name
  bool is_custom = false;
  std::string name;         // in messages: CONV_2D, custom operator "Mine"
  std::vector<int> inputs;  // -1: left out
  std::vector<int> outputs;
  Attributes attributes;
  std::string own_word{};  // the user's layer for a custom operator
  std::string refusal{};   // why a front end could not translate it; empty: it could

  bool is(std::string_view builtin) const { return !is_custom && type == builtin; }
};

/// One model. Every index is valid, every shape bounded, every value is written before it is read.
struct Graph {
  std::vector<Value> values;
  std::vector<Operation> operations;
  std::vector<int> inputs, outputs;
  std::vector<EdgeName> input_names, output_names;       // one for each of them
  std::vector<Element> input_elements, output_elements;  // one for each of them, as the file says
  std::set<int> folded;                                  // constants that the file does not have
  std::vector<Graph> initializers{};                     // what each CALL_ONCE runs, in their order
  tinytmpl::Rounding rounding{};                         // of its sums

  std::string remark;  // on the file's other models; empty: it has none

  const Value& operator[](int value) const { return values[static_cast<std::size_t>(value)]; }
  /// Makes a value a constant.
  void fold(int value, Buffer data);
  /// Gives a constant other bytes.
  void replace(int value, Buffer data);

 private:
  std::vector<std::shared_ptr<const Buffer>> buffers{};  // of those
};

constexpr std::size_t max_integers = 64;  // shapes, axes and the like have fewer

/// The integers of an int32 or int64 constant; nothing if there are more than `max_integers`.
std::optional<std::vector<std::int64_t>> integers(const Graph& graph, int tensor);

/// For messages: `tensor "conv2d/Conv2D" (int8)`.
std::string describe(const Value& tensor);
/// For messages: `operator 3, CONV_2D`.
std::string describe(const Operation& op);

}  // namespace exporter
