// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"
#include "frontend/formats.hpp"
#include "frontend/names.hpp"
#include "frontend/options.hpp"
#include "frontend/signatures.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_tensors = 65'536, max_operators = 4'096, max_rank = 8, max_inputs = 64, max_outputs = 64;
constexpr std::int64_t max_elements = std::int64_t{1} << 26;  // of one tensor: far above any microcontroller's memory
constexpr std::size_t max_edges = 65'536;                     // inputs and outputs of all operators together
constexpr std::size_t max_listed = 1'000'000;                 // elements of all other lists together
constexpr std::size_t max_name = 200;  // of a longer one only the beginning is kept: names are for messages

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw Error(fmt::format(text, std::forward<Args>(args)...));
}

std::string text(const flatbuffers::String* string) {
  return string ? std::string(string->c_str(), std::min<std::size_t>(string->size(), max_name)) : std::string();
}

template <class T>
std::size_t size(const flatbuffers::Vector<T>* vector) {
  return vector ? vector->size() : 0;
}

/// A copy, if it leaves something of `budget`: a small file may name one long list from everywhere. Elements may lie at any
/// address.
template <class T>
std::vector<T> copy(const flatbuffers::Vector<T>* vector, std::size_t& budget) {
  if (size(vector) > budget)
    refuse(
        "the file lists more than any model: its operators more than {} inputs and outputs, or its tensors more than "
        "{} "
        "dimensions and scales",
        max_edges, max_listed);
  budget -= size(vector);
  std::vector<T> out(size(vector));
  if (!out.empty()) std::memcpy(out.data(), vector->Data(), out.size() * sizeof(T));
  return out;
}

using Bytes = std::span<const std::uint8_t>;

Bytes data_of(const schema::Model& model, const schema::Tensor& tensor, Bytes file, const std::string& name) {
  const std::uint32_t index = tensor.buffer();
  if (index == 0 && size(model.buffers()) == 0) return {};
  if (index >= size(model.buffers()))
    refuse("tensor {} names buffer {}, but the file has {}; the file is damaged", name, index, size(model.buffers()));
  const schema::Buffer& buffer = *model.buffers()->Get(index);
  if (buffer.offset() > 1) {
    if (buffer.offset() > file.size() || buffer.size() > file.size() - buffer.offset())
      refuse("tensor {} has its data outside the file, at offset {}; the file is cut off or damaged", name,
             buffer.offset());
    return file.subspan(buffer.offset(), buffer.size());
  }
  return buffer.data() ? Bytes(buffer.data()->Data(), buffer.data()->size()) : Bytes();
}

FileTensor read_tensor(const schema::Model& model, const schema::Tensor& tensor, Bytes file, std::size_t& budget) {
  FileTensor out;
  out.name = text(tensor.name());
  out.dtype = static_cast<Dtype>(tensor.type());
  out.shape = copy(tensor.shape(), budget);
  out.signature = copy(tensor.shape_signature(), budget);
  if (const schema::Quantization* q = tensor.quantization()) {
    out.scales = copy(q->scale(), budget);
    out.zero_points = copy(q->zero_point(), budget);
    out.quantized_dimension = q->quantized_dimension();
    out.other_quantization = q->details_type() != 0;
  }
  out.variable = tensor.is_variable();
  out.sparse = tensor.sparsity() != nullptr;
  out.external = tensor.external_buffer() != 0;
  out.data = data_of(model, tensor, file, quoted(out.name));
  return out;
}

FileOperator read_operator(const schema::Model& model, const schema::Operator& op, std::size_t position,
                           std::size_t& edges) {
  if (op.opcode_index() >= size(model.operator_codes()))
    refuse("operator {} has code index {}, but the file has {} codes; the file is damaged", position, op.opcode_index(),
           size(model.operator_codes()));
  const schema::OperatorCode& code = *model.operator_codes()->Get(op.opcode_index());
  FileOperator out;
  out.position = position;
  out.code = std::max<int>(code.deprecated_builtin_code(), code.builtin_code());
  out.name = out.code == code_custom ? "custom operator " + quoted(text(code.custom_code())) : operator_name(out.code);
  out.version = code.version();
  out.inputs = copy(op.inputs(), edges);
  out.outputs = copy(op.outputs(), edges);
  out.options = read_options(op);
  return out;
}

void check_indices(const File& file, const std::vector<int>& indices, int lowest, const std::string& whose) {
  for (const int index : indices)
    if (index < lowest || index >= static_cast<int>(file.tensors.size()))
      refuse("{} names tensor {}, but the file has {}; the file is damaged", whose, index, file.tensors.size());
}

void check_shape(const FileTensor& tensor) {
  if (tensor.shape.size() > max_rank)
    refuse("{} has {} dimensions; at most {} are read", describe(tensor), tensor.shape.size(), max_rank);
  std::int64_t product = 1;
  for (const int dim : tensor.shape) {
    if (dim < 0) refuse("{} has a dimension of {}; convert the model with a fixed input shape", describe(tensor), dim);
    if (dim > max_elements || (product *= dim) > max_elements)
      refuse("{} has the shape {}, more than {} elements; no microcontroller holds it", describe(tensor),
             dimensions(tensor.shape), max_elements);
  }
}

/// Written once, before it is read, and never if it is an input or a constant: so there are no cycles.
void check_order(const File& file) {
  std::set<int> ready(file.inputs.begin(), file.inputs.end());
  if (ready.size() != file.inputs.size()) refuse("the model lists one tensor twice among its inputs; name each once");
  for (const int input : file.inputs)
    if (!file[input].data.empty()) refuse("{} is an input of the model, but has constant data", describe(file[input]));
  for (const FileOperator& op : file.operators) {
    for (const int input : op.inputs) {
      if (input >= 0 && file[input].external)
        refuse("{}: {} has its data in another file; convert the model with its weights inside", describe(op),
               describe(file[input]));
      if (input >= 0 && file[input].data.empty() && !file[input].variable && !ready.contains(input) &&
          file[input].elements() != 0)
        refuse(
            "{}: reads {} before anything writes it; the operators are not in an order of execution, or there is a "
            "cycle",
            describe(op), describe(file[input]));
    }
    for (const int output : op.outputs)
      if (!file[output].data.empty() || !ready.insert(output).second)
        refuse("{}: writes {}, which is a constant, an input, or already written; the file is damaged", describe(op),
               describe(file[output]));
  }
}

/// A file that was compiled for an accelerator holds its program, as one custom operator among others or alone.
void check_accelerators(const schema::Model& model) {
  for (std::size_t i = 0; i < size(model.operator_codes()); ++i) {
    const schema::OperatorCode& code = *model.operator_codes()->Get(static_cast<flatbuffers::uoffset_t>(i));
    if (const std::string chip = accelerator_of(text(code.custom_code())); !chip.empty()) throw Error(chip);
  }
}

const schema::Model& verified(Bytes bytes) {
  if (bytes.size() < 8) refuse("the file has only {} bytes; it is not a .tflite model", bytes.size());
  if (!is_tflite(bytes)) refuse("the file is not a .tflite model: the identifier TFL3 is missing");
  flatbuffers::Verifier verifier(bytes.data(), bytes.size());
  if (!schema::VerifyModelBuffer(verifier))
    refuse("the file is damaged or cut off: its FlatBuffers structure does not verify; copy or convert it again");
  return *schema::GetModel(bytes.data());
}

}  // namespace

File read_tflite(Bytes bytes, const Choice& choice) {
  const schema::Model& model = verified(bytes);
  if (model.version() != 3) refuse("the model has schema version {}; only version 3 exists", model.version());
  if (size(model.subgraphs()) == 0) refuse("the model is empty: it has no subgraph");
  check_accelerators(model);
  const EntryPoint entry = choose_entry_point(model, choice);
  const schema::SubGraph& graph = *model.subgraphs()->Get(static_cast<flatbuffers::uoffset_t>(entry.subgraph));
  if (size(graph.tensors()) > max_tensors || size(graph.operators()) > max_operators)
    refuse("the model has {} tensors and {} operators; at most {} and {} are read", size(graph.tensors()),
           size(graph.operators()), max_tensors, max_operators);
  if (size(graph.inputs()) > max_inputs || size(graph.outputs()) > max_outputs)
    refuse(
        "the model has {} inputs and {} outputs; at most {} and {} are supported; join some of them with a "
        "concatenation",
        size(graph.inputs()), size(graph.outputs()), max_inputs, max_outputs);

  File file;
  std::size_t budget = max_listed, edges = max_edges;
  for (std::size_t i = 0; i < size(graph.tensors()); ++i)
    file.tensors.push_back(
        read_tensor(model, *graph.tensors()->Get(static_cast<flatbuffers::uoffset_t>(i)), bytes, budget));
  file.inputs = copy(graph.inputs(), edges);
  file.outputs = copy(graph.outputs(), edges);
  check_indices(file, file.inputs, 0, "the list of inputs");
  check_indices(file, file.outputs, 0, "the list of outputs");
  for (std::size_t i = 0; i < size(graph.operators()); ++i) {
    const schema::Operator& op = *graph.operators()->Get(static_cast<flatbuffers::uoffset_t>(i));
    file.operators.push_back(read_operator(model, op, i, edges));
    check_indices(file, file.operators.back().inputs, -1, fmt::format("operator {}", i));
    check_indices(file, file.operators.back().outputs, 0, fmt::format("operator {}", i));
  }
  if (file.inputs.empty() || file.outputs.empty() || file.operators.empty())
    refuse("the model is empty: it has {} inputs, {} outputs and {} operators", file.inputs.size(), file.outputs.size(),
           file.operators.size());

  std::set<int> used(file.inputs.begin(), file.inputs.end());
  used.insert(file.outputs.begin(), file.outputs.end());
  for (const FileOperator& op : file.operators) {
    used.insert(op.inputs.begin(), op.inputs.end());
    used.insert(op.outputs.begin(), op.outputs.end());
  }
  for (const int tensor : used)
    if (tensor >= 0) check_shape(file[tensor]);
  check_order(file);
  name_edges(file, entry.signature ? &*entry.signature : nullptr);
  file.remark = entry.remark;
  return file;
}

}  // namespace exporter
