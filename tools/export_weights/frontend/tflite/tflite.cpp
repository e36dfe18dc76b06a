// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/tflite.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"
#include "frontend/formats.hpp"
#include "frontend/tflite/attributes.hpp"
#include "frontend/tflite/custom_options.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/signatures.hpp"
#include "text.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_tensors = 65'536, max_operators = 4'096, max_rank = 8, max_inputs = 64, max_outputs = 64;
constexpr std::int64_t max_elements = std::int64_t{1} << 26;  // of one tensor: far above any microcontroller's memory
constexpr std::size_t max_edges = 65'536;                     // inputs and outputs of all operators together
constexpr std::size_t max_listed = 1'000'000;                 // elements of all other lists together
constexpr std::size_t max_calls = 16;                         // of subgraphs that run once
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
        "{} dimensions and scales",
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

/// In the order of the format's numbers.
constexpr Dtype dtypes[] = {Dtype::float32, Dtype::float16,     Dtype::int32,      Dtype::uint8,     Dtype::int64,
                            Dtype::string,  Dtype::boolean,     Dtype::int16,      Dtype::complex64, Dtype::int8,
                            Dtype::float64, Dtype::complex128,  Dtype::uint64,     Dtype::resource,  Dtype::variant,
                            Dtype::uint32,  Dtype::uint16,      Dtype::int4,       Dtype::bfloat16,  Dtype::int2,
                            Dtype::uint4,   Dtype::float8_e4m3, Dtype::float8_e5m2};
Dtype dtype_of(int number) { return number >= 0 && number < std::ssize(dtypes) ? dtypes[number] : Dtype::unknown; }

Value read_tensor(const schema::Model& model, const schema::Tensor& tensor, Bytes file, std::size_t& budget) {
  Value out;
  out.name = text(tensor.name());
  out.dtype = dtype_of(tensor.type());
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

Operation read_operator(const schema::Model& model, const schema::Operator& op, std::size_t position,
                        std::size_t& edges) {
  if (op.opcode_index() >= size(model.operator_codes()))
    refuse("operator {} has code index {}, but the file has {} codes; the file is damaged", position, op.opcode_index(),
           size(model.operator_codes()));
  const schema::OperatorCode& code = *model.operator_codes()->Get(op.opcode_index());
  Operation out;
  out.position = position;
  out.type = operator_name(std::max<int>(code.deprecated_builtin_code(), code.builtin_code()));
  out.is_custom = out.type == "CUSTOM";
  if (out.is_custom) out.type = text(code.custom_code());
  out.name = out.is_custom ? "custom operator " + quoted(out.type) : out.type;
  out.inputs = copy(op.inputs(), edges);
  out.outputs = copy(op.outputs(), edges);
  out.attributes = read_attributes(op);
  if (out.is_custom && op.custom_options())
    out.attributes = read_custom_options({op.custom_options()->Data(), op.custom_options()->size()});
  return out;
}

void check_indices(const Graph& graph, const std::vector<int>& indices, int lowest, const std::string& whose) {
  for (const int index : indices)
    if (index < lowest || index >= static_cast<int>(graph.values.size()))
      refuse("{} names tensor {}, but the file has {}; the file is damaged", whose, index, graph.values.size());
}

void check_shape(const Value& tensor) {
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
void check_order(const Graph& graph) {
  std::set<int> ready(graph.inputs.begin(), graph.inputs.end());
  if (ready.size() != graph.inputs.size()) refuse("the model lists one tensor twice among its inputs; name each once");
  for (const int input : graph.inputs)
    if (!graph[input].data.empty())
      refuse("{} is an input of the model, but has constant data", describe(graph[input]));
  for (const Operation& op : graph.operations) {
    for (const int input : op.inputs) {
      if (input >= 0 && graph[input].external)
        refuse("{}: {} has its data in another file; convert the model with its weights inside", describe(op),
               describe(graph[input]));
      if (input >= 0 && graph[input].data.empty() && !graph[input].variable && !ready.contains(input) &&
          graph[input].elements() != 0)
        refuse(
            "{}: reads {} before anything writes it; the operators are not in an order of execution, or there is a "
            "cycle",
            describe(op), describe(graph[input]));
    }
    for (const int output : op.outputs)
      if (!graph[output].data.empty() || !ready.insert(output).second)
        refuse("{}: writes {}, which is a constant, an input, or already written; the file is damaged", describe(op),
               describe(graph[output]));
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

/// What is left of the lists that a file may have.
struct Budget {
  std::size_t listed = max_listed, edges = max_edges;
};

Graph read_subgraph(const schema::Model& model, std::size_t index, Bytes bytes, Budget& budget) {
  const schema::SubGraph& subgraph = *model.subgraphs()->Get(static_cast<flatbuffers::uoffset_t>(index));
  if (size(subgraph.tensors()) > max_tensors || size(subgraph.operators()) > max_operators)
    refuse("the model has {} tensors and {} operators; at most {} and {} are read", size(subgraph.tensors()),
           size(subgraph.operators()), max_tensors, max_operators);
  if (size(subgraph.inputs()) > max_inputs || size(subgraph.outputs()) > max_outputs)
    refuse(
        "the model has {} inputs and {} outputs; at most {} and {} are supported; join some of them with a "
        "concatenation",
        size(subgraph.inputs()), size(subgraph.outputs()), max_inputs, max_outputs);

  Graph graph;
  for (std::size_t i = 0; i < size(subgraph.tensors()); ++i)
    graph.values.push_back(
        read_tensor(model, *subgraph.tensors()->Get(static_cast<flatbuffers::uoffset_t>(i)), bytes, budget.listed));
  graph.inputs = copy(subgraph.inputs(), budget.edges);
  graph.outputs = copy(subgraph.outputs(), budget.edges);
  check_indices(graph, graph.inputs, 0, "the list of inputs");
  check_indices(graph, graph.outputs, 0, "the list of outputs");
  for (std::size_t i = 0; i < size(subgraph.operators()); ++i) {
    const schema::Operator& op = *subgraph.operators()->Get(static_cast<flatbuffers::uoffset_t>(i));
    graph.operations.push_back(read_operator(model, op, i, budget.edges));
    check_indices(graph, graph.operations.back().inputs, -1, fmt::format("operator {}", i));
    check_indices(graph, graph.operations.back().outputs, 0, fmt::format("operator {}", i));
  }

  std::set<int> used(graph.inputs.begin(), graph.inputs.end());
  used.insert(graph.outputs.begin(), graph.outputs.end());
  for (const Operation& op : graph.operations) {
    used.insert(op.inputs.begin(), op.inputs.end());
    used.insert(op.outputs.begin(), op.outputs.end());
  }
  for (const int tensor : used)
    if (tensor >= 0) check_shape(graph[tensor]);
  check_order(graph);
  return graph;
}

}  // namespace

int dtype_number(Dtype dtype) {
  return static_cast<int>(std::find(std::begin(dtypes), std::end(dtypes), dtype) - std::begin(dtypes));
}

Graph read_tflite(Bytes bytes, const Choice& choice) {
  const schema::Model& model = verified(bytes);
  if (model.version() != 3) refuse("the model has schema version {}; only version 3 exists", model.version());
  if (size(model.subgraphs()) == 0) refuse("the model is empty: it has no subgraph");
  check_accelerators(model);
  const EntryPoint entry = choose_entry_point(model, choice);
  Budget budget;
  Graph graph = read_subgraph(model, entry.subgraph, bytes, budget);
  if (graph.inputs.empty() || graph.outputs.empty() || graph.operations.empty())
    refuse("the model is empty: it has {} inputs, {} outputs and {} operators", graph.inputs.size(),
           graph.outputs.size(), graph.operations.size());
  for (const Operation& op : graph.operations) {
    if (!op.is("CALL_ONCE")) continue;
    const std::int64_t index = op.attributes.integer("init_subgraph");
    if (index < 0 || index >= static_cast<std::int64_t>(size(model.subgraphs())) ||
        graph.initializers.size() == max_calls)
      refuse("{} calls subgraph {}, but the file has {}; the file is damaged", describe(op), index,
             size(model.subgraphs()));
    graph.initializers.push_back(read_subgraph(model, static_cast<std::size_t>(index), bytes, budget));
  }
  name_edges(graph, entry.signature ? &*entry.signature : nullptr);
  graph.remark = entry.remark;
  return graph;
}

}  // namespace exporter
