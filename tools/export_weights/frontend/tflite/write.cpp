// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/write.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"
#include "frontend/tflite/attributes.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"

namespace exporter {
namespace {

using flatbuffers::Offset;
using flatbuffers::voffset_t;

constexpr int version = 3;                  // of the format
constexpr std::size_t data_alignment = 16;  // which the format demands
constexpr int most_of_byte = 127;           // from here on an operator's number stands in a field that came later

/// The options of operators that do not have their operator's name.
std::string_view options_of(const Operation& op) {
  constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"AVERAGE_POOL_2D", "POOL2D"},
      {"L2_POOL_2D", "POOL2D"},
      {"MAX_POOL_2D", "POOL2D"},
      {"MEAN", "REDUCER"},
      {"SUM", "REDUCER"},
      {"REDUCE_MAX", "REDUCER"},
      {"REDUCE_MIN", "REDUCER"},
      {"L2_NORMALIZATION", "L2NORM"},
  };
  for (const auto& [type, options] : others)
    if (op.is(type)) return options;
  return op.type;
}

/// CONV_2D and Conv2DOptions are both CONV2D.
std::string plain(std::string_view name) {
  if (name.ends_with("Options")) name.remove_suffix(7);
  std::string out;
  for (const char c : name)
    if (c != '_') out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

class Writer {
 public:
  explicit Writer(const Graph& in_graph) : graph(in_graph) { builder.ForceDefaults(true); }

  std::vector<std::uint8_t> write() {
    buffers.push_back(schema::CreateBuffer(builder));
    for (const Operation& op : graph.operations) add(op);
    const std::vector<int> inputs = indices(graph.inputs), outputs = indices(graph.outputs);
    const auto main = schema::CreateSubGraphDirect(builder, &tensors, &inputs, &outputs, &operators, "main");
    const std::vector<Offset<schema::SubGraph>> graphs{main};
    builder.Finish(schema::CreateModelDirect(builder, version, &codes, &graphs, &buffers), schema::ModelIdentifier());
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
  }

 private:
  const Graph& graph;
  flatbuffers::FlatBufferBuilder builder{};
  std::vector<Offset<schema::Tensor>> tensors{};
  std::vector<Offset<schema::Buffer>> buffers{};
  std::vector<Offset<schema::OperatorCode>> codes{};
  std::vector<Offset<schema::Operator>> operators{};
  std::map<int, int> tensor_of{}, code_of{};  // a value, the number of an operator

  // Tensors

  std::vector<int> indices(const std::vector<int>& values) {
    std::vector<int> out(values.size());
    std::transform(values.begin(), values.end(), out.begin(),
                   [this](int value) { return value < 0 ? -1 : tensor(value); });
    return out;
  }

  int tensor(int value) {
    if (const auto found = tensor_of.find(value); found != tensor_of.end()) return found->second;
    const Value& from = graph[value];
    std::uint32_t buffer = 0;
    if (!from.data.empty()) {
      builder.ForceVectorAlignment(from.data.size(), 1, data_alignment);
      const auto data = builder.CreateVector(from.data.data(), from.data.size());
      buffer = static_cast<std::uint32_t>(buffers.size());
      buffers.push_back(schema::CreateBuffer(builder, data));
    }
    Offset<schema::Quantization> quantization;
    if (!from.scales.empty())
      quantization =
          schema::CreateQuantizationDirect(builder, &from.scales, &from.zero_points, 0, from.quantized_dimension);
    tensors.push_back(schema::CreateTensorDirect(builder, &from.shape,
                                                 static_cast<std::int8_t>(dtype_number(from.dtype)), buffer,
                                                 from.name.c_str(), quantization));
    return tensor_of[value] = static_cast<int>(tensors.size()) - 1;
  }

  // Operators

  std::uint32_t code(const Operation& op) {
    const int number = op.is_custom ? -1 : operator_code(op.type);
    if (number < 0)
      throw Error(
          fmt::format("operator {}, {}, is not in the format .tflite; write a header alone", op.position, op.name));
    const auto [found, is_new] = code_of.emplace(number, static_cast<int>(codes.size()));
    if (is_new)
      codes.push_back(
          schema::CreateOperatorCode(builder, static_cast<std::int8_t>(std::min(number, most_of_byte)), 0, 1, number));
    return static_cast<std::uint32_t>(found->second);
  }

  void add(const Operation& op) {
    const std::vector<int> inputs = indices(op.inputs), outputs = indices(op.outputs);
    schema::Options type = schema::Options::NONE;
    Offset<void> options;
    const flatbuffers::TypeTable& all = *schema::OptionsTypeTable();
    for (std::size_t i = 1; i < all.num_elems; ++i)
      if (plain(all.names[i]) == plain(options_of(op))) {
        type = static_cast<schema::Options>(all.values[i]);
        options = write_options(*all.type_refs[all.type_codes[i].sequence_ref](), op.attributes);
      }
    operators.push_back(schema::CreateOperatorDirect(builder, code(op), &inputs, &outputs, type, options));
  }

  /// A table with those fields that the operation has.
  Offset<void> write_options(const flatbuffers::TypeTable& table, const Attributes& attributes) {
    std::map<std::size_t, Offset<flatbuffers::Vector<std::int32_t>>> lists;
    for (std::size_t i = 0; i < table.num_elems; ++i)
      if (const Integers list = attributes.integers(table.names[i]); table.type_codes[i].is_repeating && !list.empty())
        lists[i] = builder.CreateVector(std::vector<std::int32_t>(list.begin(), list.end()));
    const auto start = builder.StartTable();
    for (std::size_t i = 0; i < table.num_elems; ++i) {
      const voffset_t field = flatbuffers::FieldIndexToOffset(static_cast<voffset_t>(i));
      if (const auto list = lists.find(i); list != lists.end()) builder.AddOffset(field, list->second);
      else if (attributes.has(table.names[i])) write_field(field, table.type_codes[i], table.names[i], attributes);
    }
    return builder.EndTable(start);
  }

  void write_field(voffset_t field, flatbuffers::TypeCode type, const char* name, const Attributes& attributes) {
    const std::int64_t number = number_of(name, attributes.text(name)).value_or(attributes.integer(name));
    if (type.base_type == flatbuffers::ET_FLOAT) builder.AddElement(field, attributes.real(name), 0.0f);
    else if (type.base_type == flatbuffers::ET_INT) builder.AddElement(field, static_cast<std::int32_t>(number), 0);
    else if (type.base_type == flatbuffers::ET_BOOL || type.base_type == flatbuffers::ET_CHAR)
      builder.AddElement(field, static_cast<std::int8_t>(number), std::int8_t{0});
  }
};

}  // namespace

std::vector<std::uint8_t> write_tflite(const Graph& graph) { return Writer(graph).write(); }

}  // namespace exporter
