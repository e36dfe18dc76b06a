// SPDX-License-Identifier: BSL-1.0
#include "frontend/edges.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "ir.hpp"

namespace exporter {
namespace {

/// From here on whoever names `from` means `to`.
void rename(File& file, int from, int to) {
  for (FileOperator& op : file.operators) std::replace(op.inputs.begin(), op.inputs.end(), from, to);
  std::replace(file.outputs.begin(), file.outputs.end(), from, to);
}

void expect_same_shape(const File& file, const FileOperator& op) {
  const FileTensor &from = file[op.inputs[0]], &to = file[op.outputs[0]];
  if (from.shape != to.shape) refuse(Place(op), to, "it has another shape than the input; the file is damaged");
}

/// What QUANTIZEs make of an input; nothing if something else reads it, too.
std::vector<int> quantized(const File& file, int input) {
  std::vector<int> out;
  if (contains(file.outputs, input)) return out;
  for (const FileOperator& op : file.operators) {
    if (!contains(op.inputs, input)) continue;
    if (op.code != code_quantize || op.inputs.size() != 1 || op.outputs.size() != 1) return {};
    expect_same_shape(file, op);
    out.push_back(op.outputs[0]);
  }
  return out;
}

void take_off_input(File& file, std::size_t position) {
  const int input = file.inputs[position];
  if (file[input].dtype != Dtype::float32) return;
  std::vector<int> kinds;  // one tensor of each quantization
  for (const int tensor : quantized(file, input)) {
    const auto same = [&](int kind) { return same_quantization(file[kind], file[tensor]); };
    const auto found = std::find_if(kinds.begin(), kinds.end(), same);
    if (found == kinds.end()) kinds.push_back(tensor);
    else rename(file, tensor, *found);
  }
  if (kinds.empty()) return;
  std::erase_if(file.operators, [&](const FileOperator& op) { return contains(op.inputs, input); });
  file.inputs[position] = kinds[0];
  for (std::size_t i = 1; i < kinds.size(); ++i) {
    file.inputs.push_back(kinds[i]);
    file.input_elements.push_back(file.input_elements[position]);
    const std::string& name = file.input_names[position].tensor;
    file.input_names.push_back({(name.empty() ? fmt::format("input {}", position) : name) + ", quantized again", ""});
  }
}

void take_off_output(File& file, int& output) {
  if (file[output].dtype != Dtype::float32) return;
  for (const FileOperator& op : file.operators) {
    if (!contains(op.outputs, output)) continue;
    if (op.code != code_dequantize || op.inputs.size() != 1 || op.inputs[0] < 0) return;
    expect_same_shape(file, op);
    output = op.inputs[0];
    return;
  }
}

}  // namespace

void take_off_floats(File& file, Refusals& refusals) {
  const std::size_t inputs = file.inputs.size();
  for (std::size_t i = 0; i < inputs; ++i) refusals.accepts([&] { take_off_input(file, i); });
  for (int& output : file.outputs) refusals.accepts([&] { take_off_output(file, output); });
}

}  // namespace exporter
