// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/onnx/model.hpp"
#include "graph/graph.hpp"
#include "graph/numbers.hpp"
#include "graph/refusal.hpp"

namespace exporter::onnx {

using Shape = std::vector<int>;
using Axes = std::vector<int>;

constexpr std::size_t max_name = 200;  // of a longer one only the beginning is kept where it is for messages

/// What a tensor of the file is in the graph: a value whose axes may lie in another order. Images are channels first in ONNX and
/// channels last here, so an operator that says something of axes looks where they went, and nothing is transposed that
/// does not have to be.
struct View {
  int value = -1;
  Axes axes{};                  // dimension i of the file's tensor is dimension axes[i] of the value
  std::optional<Shape> flat{};  // and all of it, in the file's order, is seen as this shape
};

/// 0, 1, ... rank - 1: as it lies.
Axes in_order(std::size_t rank);
/// Of an image or a sequence, [n, c, ...], that lies channels last.
Axes channels_last(std::size_t rank);

/// Reads the nodes of a model one after the other and adds what they mean to a graph, in TensorFlow Lite's operators. Rules
/// (rules.hpp) are written with what stands here.
class Importer {
 public:
  Importer(const Model& from, const std::filesystem::path& beside);
  Graph run();

  // The node that is read

  std::size_t inputs() const { return node->inputs.size(); }
  std::size_t outputs() const { return node->outputs.size(); }
  bool given(std::size_t i) const { return i < inputs() && !node->inputs[i].empty(); }
  const View& input(std::size_t i) const;  // refuses one that is missing
  std::int64_t opset() const { return model.opset; }
  std::int64_t integer(std::string_view attribute, std::int64_t otherwise) const;
  float real(std::string_view attribute, float otherwise) const;
  std::string text(std::string_view attribute, const char* otherwise) const;
  std::optional<Integers> integers(std::string_view attribute) const;
  const Attribute* attribute(std::string_view name) const;
  const std::string& type() const { return node->type; }
  const std::string& name(std::size_t i) const { return node->inputs[i]; }
  const std::string& output_name(std::size_t i) const { return node->outputs[i]; }
  const auto& attributes() const { return node->attributes; }
  /// What an attribute says that later opsets make an input of.
  std::optional<Integers> integers(std::string_view attribute, std::size_t input) const;
  [[noreturn]] void refuse(const std::string& reason) const;
  /// Whether this node alone reads an input, and it is no output of the model.
  bool reads_alone(std::size_t i) const;

  /// Says what an output is.
  void set(std::size_t i, View view);
  /// Reads other nodes in the place of this one; names that begin with a # are theirs alone.
  void read_instead(const std::vector<Node>& nodes);

  // Views

  Shape shape(const View& view) const;
  std::size_t axis(std::int64_t axis, std::size_t rank) const;
  const Value& value(const View& view) const { return graph[view.value]; }
  bool is_constant(const View& view) const { return !graph[view.value].data.empty(); }
  /// The value in the file's order.
  int plain(const View& view);
  /// The value with its axes in this order; transposed if need be.
  int arranged(const View& view, const Axes& axes);
  /// An image or a sequence as an image, channels last: [n, h, w, c].
  int image(const View& view);
  /// The same tensor without a flat shape.
  View unfolded(const View& view);
  /// Without those of the file's dimensions that `gone` names, which are 1.
  View without(const View& view, const std::vector<bool>& gone);
  /// The view of an image that has become of what was like `view`.
  View from_image(int image, const View& like);
  Integers known_integers(const View& view) const;           // refuses what is no constant
  Numbers known_numbers(const View& view) const;             // what a constant stands for, in the file's order
  std::optional<double> one_number(const View& view) const;  // of a constant of one element

  // The graph

  int constant(Shape shape, Buffer data, Dtype dtype);
  int reals(Shape shape, const Numbers& numbers);
  int int32s(const Integers& numbers);
  /// A constant's elements in another order of its axes; its scales with them.
  int permuted(int constant, const Axes& axes);
  int reshaped(int value, Shape to);
  /// A new operation. What it makes of nothing but constants is computed at once.
  int add(std::string type, std::vector<int> inputs, Shape shape, Attributes attributes = {},
          std::optional<Dtype> dtype = {});
  int add_value(Value value) {
    return graph.values.push_back(std::move(value)), static_cast<int>(graph.values.size()) - 1;
  }
  Operation* writer(int value);  // null: none
  /// What computes a value, through reshapes; null: none.
  Operation* layer(int value);
  Graph graph;

 private:
  const Model& model;
  const std::filesystem::path& folder;
  const Node* node = nullptr;
  std::size_t position = 0;
  std::map<std::string, View, std::less<>> views;
  std::set<std::string, std::less<>> unknown;  // what a node writes that was refused, or what follows from that
  std::map<std::string, Buffer, std::less<>> files;
  std::size_t external_bytes = 0;

  Place place() const;
  std::span<const std::uint8_t> elsewhere(const Tensor& tensor);
  void add_constants();
  void add_inputs();
  bool becomes_image(std::string_view name) const;
  void read(const Node& next);
  void add_outputs();
  friend View constant_view(Importer&, const Tensor&);
};

/// Adds a tensor of the file as a constant.
View constant_view(Importer& importer, const Tensor& tensor);

}  // namespace exporter::onnx
