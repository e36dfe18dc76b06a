// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tinytmpl/core/element.hpp>

#include "edge_name.hpp"

namespace exporter {

using tinytmpl::Element;

/// TFLite's numbers.
enum class Dtype { float32 = 0, float16 = 1, int32 = 2, uint8 = 3, int64 = 4, int16 = 7, int8 = 9, int4 = 17 };

/// A tensor as it stands in the file; nothing but its size has been looked at.
struct FileTensor {
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
bool same_quantization(const FileTensor& a, const FileTensor& b);

/// The options of all operators in one: those that an operator does not have keep these values.
struct Options {
  int padding = 0, activation = 0;
  int stride_h = 0, stride_w = 0, dilation_h = 1, dilation_w = 1, filter_h = 0, filter_w = 0, depth_multiplier = 0;
  int weights_format = 0, axis = 0;
  bool keep_dims = false;
  float alpha = 0, beta = 0;
  std::vector<int> dims;  // RESHAPE: new shape; SQUEEZE: axes
  int begin_mask = 0, end_mask = 0, shrink_mask = 0, other_masks = 0;
};

struct FileOperator {
  std::size_t position = 0;  // in the file
  int code = 0;
  std::string name;  // CONV_2D
  int version = 1;
  std::vector<int> inputs;  // -1: left out
  std::vector<int> outputs;
  Options options;
};

/// One subgraph of a .tflite file. Every index is valid, every shape bounded, every tensor is written before it is read.
struct File {
  std::vector<FileTensor> tensors;
  std::vector<FileOperator> operators;
  std::vector<int> inputs, outputs;
  std::vector<EdgeName> input_names, output_names;       // one for each of them
  std::vector<Element> input_elements, output_elements;  // one for each of them, as the file says
  std::map<int, std::vector<std::int64_t>> folded;       // tensors whose integers were found by folding constants

  std::string remark;  // on the file's other models; empty: it has none

  const FileTensor& operator[](int tensor) const { return tensors[static_cast<std::size_t>(tensor)]; }
};

constexpr std::size_t max_integers = 64;  // shapes, axes and the like have fewer

/// The integers of an int32 or int64 constant, or of a folded one; nothing if there are more than `max_integers`.
std::optional<std::vector<std::int64_t>> integers(const File& file, int tensor);

/// For messages: `tensor "conv2d/Conv2D" (int8)`.
std::string describe(const FileTensor& tensor);
/// For messages: `operator 3, CONV_2D`.
std::string describe(const FileOperator& op);

}  // namespace exporter
