// SPDX-License-Identifier: BSL-1.0
#include "mutate.hpp"

#include <cstring>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "frontend/tflite/names.hpp"
#include "grow.hpp"
#include "operators/rules.hpp"

namespace {

namespace schema = exporter::schema;
using namespace exporter;

/// Those that there are rules for, and what is folded or rewritten before.
std::vector<std::string_view>& operators() {
  static std::vector<std::string_view> all = [] {
    std::vector<std::string_view> types = operation_types();
    types.insert(types.end(), {"BATCH_TO_SPACE_ND",
                               "BROADCAST_TO",
                               "CAST",
                               "CUSTOM",
                               "DEQUANTIZE",
                               "DIV",
                               "EQUAL",
                               "FILL",
                               "FLOOR_DIV",
                               "FLOOR_MOD",
                               "GATHER",
                               "GREATER",
                               "LESS",
                               "LOGICAL_NOT",
                               "NEG",
                               "PACK",
                               "RANGE",
                               "RANK",
                               "REDUCE_MAX",
                               "REDUCE_PROD",
                               "SELECT_V2",
                               "SHAPE",
                               "SPACE_TO_BATCH_ND",
                               "SPLIT",
                               "SPLIT_V",
                               "SUM",
                               "UNPACK",
                               "ZEROS_LIKE"});
    return types;
  }();
  return all;
}

class Mutator {
 public:
  Mutator(schema::ModelT& of, unsigned seed) : model(of), random(seed) {}

  /// Half of the time changes that the model survives, then sometimes one that it may not.
  void run() {
    if (model.subgraphs.empty() || !model.subgraphs[0]) return;
    const bool gentle = below(2) > 0;
    for (int changes = gentle ? below(4) : 0; changes > 0; --changes) grow(model, random);
    if (gentle && below(3) == 0) retrain(model, random);
    for (int changes = gentle ? below(2) : 1 + below(3); changes > 0; --changes) change();
  }

 private:
  schema::ModelT& model;
  std::minstd_rand random;

  int below(std::size_t n) { return static_cast<int>(random() % (n > 0 ? n : 1)); }
  template <class T>
  T& one_of(std::vector<T>& all) {
    return all[static_cast<std::size_t>(below(all.size()))];
  }
  /// Mostly a small number, sometimes one that hurts.
  int number() {
    constexpr int hurting[] = {-1,
                               0,
                               127,
                               128,
                               -128,
                               -129,
                               32767,
                               65536,
                               1 << 30,
                               std::numeric_limits<int>::max(),
                               std::numeric_limits<int>::min()};
    return below(4) > 0 ? below(9) : hurting[below(std::size(hurting))];
  }
  float scale() {
    constexpr float values[] = {1.0f / 256,
                                1.0f / 128,
                                0.1f,
                                0,
                                -1,
                                1e-30f,
                                1e30f,
                                std::numeric_limits<float>::infinity(),
                                std::numeric_limits<float>::quiet_NaN(),
                                std::numeric_limits<float>::denorm_min()};
    return values[below(std::size(values))];
  }
  std::string text() {
    constexpr const char* values[] = {"",     "*/ int main(){", "a\nb",   "a\\\n#include <x>",
                                      "?\?/", "\xff\xfe\x80",   "%s%n{}", "// \\"};
    return below(3) > 0 ? values[below(std::size(values))] : std::string(static_cast<std::size_t>(below(2000)), '\\');
  }

  template <class T>
  void change_list(std::vector<T>& list, T value) {
    switch (below(4)) {
      case 0: list.push_back(value); break;
      case 1:
        if (!list.empty()) list.pop_back();
        break;
      default:
        if (!list.empty()) one_of(list) = value;
    }
  }

  void change_tensor(schema::TensorT& tensor, std::size_t buffers) {
    switch (below(9)) {
      case 0: tensor.type = static_cast<std::int8_t>(below(20)); break;
      case 1: tensor.buffer = static_cast<std::uint32_t>(below(buffers + 2)); break;
      case 2: tensor.name = text(); break;
      case 3: tensor.is_variable = !tensor.is_variable; break;
      case 4: change_list(tensor.shape_signature, number()); break;
      case 5:
      case 6: change_list(tensor.shape, number()); break;
      default: change_quantization(tensor.quantization);
    }
  }
  void change_quantization(std::unique_ptr<schema::QuantizationT>& quantization) {
    if (!quantization || below(10) == 0) {
      quantization = below(2) > 0 ? std::make_unique<schema::QuantizationT>() : nullptr;
      return;
    }
    switch (below(3)) {
      case 0: change_list(quantization->scale, scale()); break;
      case 1: change_list(quantization->zero_point, std::int64_t{number()}); break;
      default: quantization->quantized_dimension = number();
    }
  }

  void change_operator(schema::OperatorT& op, schema::SubGraphT& graph) {
    const int tensor = below(graph.tensors.size() + 2) - 1;
    switch (below(5)) {
      case 0: op.opcode_index = static_cast<std::uint32_t>(below(model.operator_codes.size() + 1)); break;
      case 1: change_list(op.inputs, tensor); break;
      case 2: change_list(op.outputs, tensor); break;
      default: change_options(op.options);
    }
  }
  template <class Window>
  void change_window(Window& options) {
    int* const fields[] = {&options.stride_w, &options.stride_h};
    switch (below(3)) {
      case 0: options.padding = static_cast<std::int8_t>(below(4)); break;
      case 1: options.activation = static_cast<std::int8_t>(below(7)); break;
      default: *fields[below(2)] = number();
    }
  }
  void change_options(schema::OptionsUnion& options) {
    if (below(10) == 0) return options.Reset();
    if (auto* conv = options.AsConv2DOptions())
      return below(4) > 0 ? change_window(*conv) : void(conv->dilation_h = number());
    if (auto* depthwise = options.AsDepthwiseConv2DOptions())
      return below(3) > 0 ? change_window(*depthwise) : void(depthwise->depth_multiplier = number());
    if (auto* pool = options.AsPool2DOptions())
      return below(3) > 0 ? change_window(*pool) : void(pool->filter_w = number());
    if (auto* dense = options.AsFullyConnectedOptions()) dense->keep_num_dims = !dense->keep_num_dims;
    if (auto* concat = options.AsConcatenationOptions()) concat->axis = number();
    if (auto* softmax = options.AsSoftmaxOptions()) softmax->beta = scale();
    if (auto* leaky = options.AsLeakyReluOptions()) leaky->alpha = scale();
    if (auto* shape = options.AsReshapeOptions()) change_list(shape->new_shape, number());
    if (auto* slice = options.AsStridedSliceOptions()) slice->shrink_axis_mask = number();
    if (auto* pack = options.AsPackOptions()) pack->axis = number();
  }

  void change_graph(schema::SubGraphT& graph) {
    const int tensor = below(graph.tensors.size() + 2) - 1;
    switch (below(5)) {
      case 0: change_list(graph.inputs, tensor); break;
      case 1: change_list(graph.outputs, tensor); break;
      case 2:
        if (graph.operators.size() > 1) std::swap(one_of(graph.operators), one_of(graph.operators));
        break;
      case 3:
        if (!graph.operators.empty()) graph.operators.erase(graph.operators.begin() + below(graph.operators.size()));
        break;
      default:
        if (!graph.operators.empty())
          graph.operators.push_back(std::make_unique<schema::OperatorT>(*one_of(graph.operators)));
    }
  }

  /// Its data become longer or shorter, or lie elsewhere in the file.
  void change_buffer(schema::BufferT& buffer) {
    if (below(3) > 0) return buffer.data.resize(static_cast<std::size_t>(below(2) > 0 ? below(40) : below(3000)), 0x81);
    buffer.offset = static_cast<std::uint64_t>(below(2) > 0 ? below(1000) : number());
    buffer.size = static_cast<std::uint64_t>(below(2) > 0 ? below(100) : number());
  }

  /// What a tensor is called, by itself or by a signature: signs that mean something in C.
  void change_name(schema::SubGraphT& graph) {
    constexpr char signs[] =
        "*/\\\"?\n\xC3"
        "a_0";
    std::string name(static_cast<std::size_t>(below(4) * below(40)), ' ');
    for (char& c : name) c = signs[below(std::size(signs))];
    if (below(2) > 0 && !graph.tensors.empty()) {
      one_of(graph.tensors)->name = name;
      return;
    }
    if (model.signatures.empty()) model.signatures.push_back(std::make_unique<schema::SignatureT>());
    auto named = std::make_unique<schema::TensorNameT>();
    named->name = name;
    named->tensor = static_cast<std::uint32_t>(number());
    schema::SignatureT& signature = *one_of(model.signatures);
    (below(2) > 0 ? signature.inputs : signature.outputs).push_back(std::move(named));
  }
  void change() {
    schema::SubGraphT& graph = *model.subgraphs[0];
    switch (below(12)) {
      case 0: change_graph(graph); break;
      case 1:
        if (!model.operator_codes.empty() && one_of(model.operator_codes)) {
          schema::OperatorCodeT& code = *one_of(model.operator_codes);
          code.builtin_code = operator_code(one_of(operators()));
          code.deprecated_builtin_code = static_cast<std::int8_t>(code.builtin_code);
        }
        break;
      case 2:
        if (!model.buffers.empty()) change_buffer(*one_of(model.buffers));
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        if (!graph.operators.empty()) change_operator(*one_of(graph.operators), graph);
        break;
      case 7: change_name(graph); break;
      default:
        if (!graph.tensors.empty()) change_tensor(*one_of(graph.tensors), model.buffers.size());
    }
  }
};

}  // namespace

std::size_t mutate_model(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  flatbuffers::Verifier verifier(data, size);
  if (size < 8 || !schema::ModelBufferHasIdentifier(data) || !verifier.VerifyBuffer<schema::Model>("TFL3")) return 0;
  const auto model = std::unique_ptr<schema::ModelT>(schema::GetModel(data)->UnPack());
  for (const auto& graph : model->subgraphs)
    for (const auto& op : graph->operators)
      if (!op->options.value) op->options.Reset();  // a kind without a table, which could not be written
  Mutator(*model, seed).run();
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::Model::Pack(builder, model.get()), "TFL3");
  if (builder.GetSize() > max_size) return 0;
  std::memcpy(data, builder.GetBufferPointer(), builder.GetSize());
  return builder.GetSize();
}
