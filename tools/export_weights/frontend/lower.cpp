// SPDX-License-Identifier: BSL-1.0
#include "frontend/lower.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "error.hpp"
#include "frontend/fold.hpp"
#include "frontend/names.hpp"
#include "frontend/reading.hpp"

namespace exporter {
namespace {

// With the copies that passes make, and sums of four bytes, the planner's int still holds all bytes.
constexpr std::int64_t max_elements_together = std::int64_t{1} << 28;

void lower_operator(Reading& r, const FileOperator& op) {
  switch (op.code) {
    case code_conv_2d: return lower_conv2d(r);
    case code_depthwise_conv_2d: return lower_depthwise_conv2d(r);
    case code_fully_connected: return lower_fully_connected(r);
    case code_max_pool_2d: return lower_pool(r, Kind::max_pool2d);
    case code_average_pool_2d: return lower_pool(r, Kind::average_pool2d);
    case code_mean: return lower_mean(r);
    case code_add: return lower_arithmetic(r, Kind::add);
    case code_sub: return lower_arithmetic(r, Kind::sub);
    case code_mul: return lower_arithmetic(r, Kind::mul);
    case code_relu: return lower_activation(r, Activation::relu);
    case code_relu6: return lower_activation(r, Activation::relu6);
    case code_relu_n1_to_1: return lower_activation(r, Activation::relu_n1_to_1);
    case code_leaky_relu: return lower_lookup(r, Kind::leaky_relu);
    case code_hard_swish: return lower_lookup(r, Kind::hard_swish);
    case code_logistic: return lower_lookup(r, Kind::sigmoid);
    case code_tanh: return lower_lookup(r, Kind::tanh);
    case code_softmax: return lower_softmax(r);
    case code_quantize: return lower_quantize(r);
    case code_concatenation: return lower_concatenation(r);
    case code_pad:
    case code_padv2: return lower_pad(r);
    case code_reshape: return lower_reshape(r);
    case code_squeeze: return lower_squeeze(r);
    case code_expand_dims: return lower_expand_dims(r);
    case code_transpose: return lower_transpose(r);
    case code_dequantize:
      r.refuse(r.output(), "float arithmetic behind it is not supported; convert with full integer quantization");
    case code_shape:
    case code_pack:
    case code_strided_slice:
    case code_gather:
    case code_cast:
    case code_reduce_prod:
      r.refuse(r.output(),
               "it is supported only where it computes a constant shape; convert the model with a fixed input shape");
    default: r.refuse("this operator is not supported; replace it in the model, or write the layer by hand");
  }
}

const FileOperator* writer(const File& file, int tensor) {
  for (const FileOperator& op : file.operators)
    if (std::find(op.outputs.begin(), op.outputs.end(), tensor) != op.outputs.end()) return &op;
  return nullptr;
}

void remove(File& file, const FileOperator& op) {
  file.operators.erase(file.operators.begin() + (&op - file.operators.data()));
}

/// A float32 input that only a QUANTIZE reads, and a float32 output that a DEQUANTIZE writes, become int8 themselves:
/// the model's views quantize and dequantize.
void take_off_floats(File& file) {
  for (int& input : file.inputs) {
    if (file[input].dtype != Dtype::float32) continue;
    const FileOperator* reader = nullptr;
    int readers = 0;
    for (const FileOperator& op : file.operators)
      if (std::find(op.inputs.begin(), op.inputs.end(), input) != op.inputs.end()) reader = &op, ++readers;
    if (readers != 1 || reader->code != code_quantize || reader->outputs.size() != 1) continue;
    if (file[input].shape != file[reader->outputs[0]].shape)
      throw Error(fmt::format("{}: {} has another shape than the input; the file is damaged", describe(*reader),
                              describe(file[reader->outputs[0]])));
    input = reader->outputs[0];
    remove(file, *reader);
  }
  for (int& output : file.outputs) {
    const FileOperator* op = writer(file, output);
    if (file[output].dtype != Dtype::float32 || !op || op->code != code_dequantize || op->inputs.size() != 1 ||
        op->inputs[0] < 0)
      continue;
    if (file[output].shape != file[op->inputs[0]].shape)
      throw Error(fmt::format("{}: {} has another shape than the input; the file is damaged", describe(*op),
                              describe(file[output])));
    output = op->inputs[0];
  }
  remove_unused_operators(file);
}

void add_input(Lowering& to, int input) {
  const FileTensor& tensor = to.file[input];
  std::string where = "input of the model";
  for (const FileOperator& op : to.file.operators)
    if (std::find(op.inputs.begin(), op.inputs.end(), input) != op.inputs.end()) {
      where += ", read by " + describe(op);
      break;
    }
  for (std::size_t i = 1; i < tensor.signature.size(); ++i)
    if (tensor.signature[i] < 0)
      throw Error(
          fmt::format("{}: {}: dimension {} is open; convert the model with a fixed input shape (only the batch may "
                      "be open)",
                      where, describe(tensor), i));
  if (tensor.shape.size() > 1 && tensor.shape[0] != 1)
    throw Error(fmt::format("{}: {}: a batch of {} is not supported; convert the model with a batch of 1", where,
                            describe(tensor), tensor.shape[0]));
  const Quantization quantization = activation_quantization(tensor, where);
  to.tensors[input] = static_cast<int>(to.net.tensors.size());
  to.net.inputs.push_back(to.tensors[input]);
  to.net.tensors.push_back({tensor.name, library_dims(tensor, where), quantization});
}

void add_output(Lowering& to, int output) {
  const FileTensor& tensor = to.file[output];
  const auto found = to.tensors.find(output);
  const char* reason = found == to.tensors.end() ? "it does not depend on an input; a constant output needs no model"
                     : std::find(to.net.inputs.begin(), to.net.inputs.end(), found->second) != to.net.inputs.end()
                         ? "it is an input of the model too; there is nothing to compute"
                     : std::find(to.net.outputs.begin(), to.net.outputs.end(), found->second) != to.net.outputs.end()
                         ? "it is listed twice; name each output once"
                         : nullptr;
  if (reason) throw Error(fmt::format("output of the model: {}: {}", describe(tensor), reason));
  to.net.outputs.push_back(found->second);
}

void check_size(const Network& net) {
  std::int64_t sum = 0;
  for (const Tensor& tensor : net.tensors) sum += elements(tensor.dims);
  if (sum > max_elements_together)
    throw Error(fmt::format("the tensors of the model have {} elements together; no microcontroller holds them", sum));
}

}  // namespace

Network lower(File file) {
  fold_constants(file);
  remove_unused_operators(file);
  take_off_floats(file);
  Lowering to{file};
  for (const int input : file.inputs) add_input(to, input);
  for (const FileOperator& op : file.operators) {
    Reading reading(to, op);
    lower_operator(reading, op);
  }
  for (const int output : file.outputs) add_output(to, output);
  to.net.input_names = file.input_names;
  to.net.output_names = file.output_names;
  check_size(to.net);
  return std::move(to.net);
}

}  // namespace exporter
