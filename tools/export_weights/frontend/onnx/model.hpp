// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.hpp"

namespace exporter::onnx {

/// A constant as it stands in the file, or in one beside it.
struct Tensor {
  std::string name;
  Dtype dtype = Dtype::unknown;
  std::vector<int> shape;
  std::span<const std::uint8_t> raw{};  // into the file: elements as memory holds them, least byte first
  Buffer listed{};                      // the same, of elements that the file lists one by one
  std::string elsewhere{};              // the name of the file that has them; empty: they are here
  std::uint64_t offset = 0;             // there
  std::optional<std::uint64_t> length{};
};

/// What a node is told beside its inputs; of a kind that is not read there is nothing but the name.
struct Attribute {
  std::optional<std::int64_t> integer;
  std::optional<float> real;
  std::string text;
  Integers integers;
  std::vector<float> reals;
  std::optional<Tensor> tensor;
};

struct Node {
  std::string type, domain;  // ONNX' own: no domain
  std::vector<std::string> inputs, outputs;
  std::map<std::string, Attribute, std::less<>> attributes;
};

/// An input or an output of the model. Dimensions that are open are -1.
struct Edge {
  std::string name;
  Dtype dtype = Dtype::unknown;
  std::optional<std::vector<std::int64_t>> shape;
};

struct Model {
  std::int64_t opset = 0;
  std::vector<Node> nodes;
  std::vector<Tensor> constants;
  std::vector<Edge> inputs, outputs;
};

/// Reads what the exporter needs of an ONNX file, bounded in whatever it allocates. Throws Error.
///
/// source   github.com/onnx/onnx onnx/onnx.proto: field numbers; docs/ExternalData.md
Model read_model(std::span<const std::uint8_t> bytes);

}  // namespace exporter::onnx
