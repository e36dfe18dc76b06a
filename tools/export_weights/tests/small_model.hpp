// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include <flatbuffers/flatbuffers.h>
#include <tflite_generated.h>

#include "frontend/tflite/names.hpp"
#include "frontend/tflite/signatures.hpp"
#include "graph/graph.hpp"

namespace exporter {

/// An operator, by the format's number for it or by its name.
struct Code {
  int number;
  Code(int code) : number(code) {}
  Code(const char* name) : number(operator_code(name)) {}
};

/// A .tflite file made tensor by tensor, for tests: also one that no converter would write.
class SmallModel {
 public:
  struct Tensor {
    std::vector<int> shape;
    std::vector<float> scales{0.1f};
    std::vector<std::int64_t> zero_points{0};
    Dtype dtype = Dtype::int8;
    std::vector<std::uint8_t> data{};
    std::string name = "t";
    std::vector<int> signature{};
    int quantized_dimension = 0;
    bool variable = false, sparse = false, external = false;
  };

  int tensor(const Tensor& t) {
    std::uint32_t buffer = 0;
    if (!t.data.empty()) {
      buffers.push_back(schema::CreateBufferDirect(builder, &t.data));
      buffer = static_cast<std::uint32_t>(buffers.size());
    }
    const auto quantization =
        schema::CreateQuantizationDirect(builder, &t.scales, &t.zero_points, 0, t.quantized_dimension);
    const auto sparsity = t.sparse ? schema::CreateSparsity(builder) : 0;
    tensors.push_back(schema::CreateTensorDirect(builder, &t.shape, static_cast<std::int8_t>(t.dtype), buffer,
                                                 t.name.c_str(), quantization, t.variable, sparsity, &t.signature,
                                                 t.external));
    return static_cast<int>(tensors.size()) - 1;
  }
  int int8s(std::vector<int> shape, float scale = 0.01f) {
    std::size_t count = 1;
    for (const int dim : shape) count *= static_cast<std::size_t>(dim);
    return tensor({.shape = std::move(shape), .scales = {scale}, .data = std::vector<std::uint8_t>(count, 3)});
  }
  int int32s(const std::vector<std::int32_t>& values, std::vector<int> shape) {
    std::vector<std::uint8_t> bytes(values.size() * 4);
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return tensor({std::move(shape), {}, {}, Dtype::int32, bytes});
  }
  int int32s(const std::vector<std::int32_t>& values) { return int32s(values, {static_cast<int>(values.size())}); }

  template <class Table = schema::AddOptions>
  void op(Code code, const std::vector<int>& inputs, const std::vector<int>& outputs,
          flatbuffers::Offset<Table> options = {}, const char* custom = nullptr,
          const std::vector<std::uint8_t>& custom_options = {}) {
    const auto type = options.IsNull() ? schema::Options::NONE : schema::OptionsTraits<Table>::enum_value;
    const auto custom_code = custom ? builder.CreateString(custom) : 0;
    codes.push_back(schema::CreateOperatorCode(builder, static_cast<std::int8_t>(code.number < 127 ? code.number : 127),
                                               custom_code, 1, code.number));
    operators.push_back(schema::CreateOperatorDirect(builder, static_cast<std::uint32_t>(codes.size() - 1), &inputs,
                                                     &outputs, type, options.Union(), &custom_options));
  }

  void signature(const std::string& key, const std::vector<TensorName>& inputs, const std::vector<TensorName>& outputs,
                 std::uint32_t subgraph = 0) {
    const auto names = [this](const std::vector<TensorName>& list) {
      std::vector<flatbuffers::Offset<schema::TensorName>> out;
      for (const TensorName& name : list)
        out.push_back(schema::CreateTensorName(builder, builder.CreateString(name.name),
                                               static_cast<std::uint32_t>(name.tensor)));
      return builder.CreateVector(out);
    };
    const auto in = names(inputs), out = names(outputs);
    signatures.push_back(schema::CreateSignature(builder, in, out, builder.CreateString(key), subgraph));
  }

  /// Ends a subgraph; another begins, with tensors of its own.
  void subgraph(const std::vector<int>& inputs, const std::vector<int>& outputs, const char* name = nullptr) {
    graphs.push_back(schema::CreateSubGraphDirect(builder, &tensors, &inputs, &outputs, &operators, name));
    tensors.clear();
    operators.clear();
  }

  std::vector<std::uint8_t> done(const std::vector<int>& inputs, const std::vector<int>& outputs) {
    subgraph(inputs, outputs);
    return done();
  }
  std::vector<std::uint8_t> done() {
    buffers.insert(buffers.begin(), schema::CreateBuffer(builder));
    builder.Finish(schema::CreateModelDirect(builder, 3, &codes, &graphs, &buffers, &signatures),
                   schema::ModelIdentifier());
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
  }

  flatbuffers::FlatBufferBuilder builder{};

 private:
  std::vector<flatbuffers::Offset<schema::SubGraph>> graphs{};
  std::vector<flatbuffers::Offset<schema::Tensor>> tensors{};
  std::vector<flatbuffers::Offset<schema::Buffer>> buffers{};
  std::vector<flatbuffers::Offset<schema::OperatorCode>> codes{};
  std::vector<flatbuffers::Offset<schema::Operator>> operators{};
  std::vector<flatbuffers::Offset<schema::Signature>> signatures{};
};

}  // namespace exporter
