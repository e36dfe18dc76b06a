// SPDX-License-Identifier: BSL-1.0
#include "lower/survey.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace exporter {
namespace {

constexpr std::size_t max_names = 12;
const char* const full_integer =
    "convert with full integer quantization: TFLITE_BUILTINS_INT8 and a representative dataset";
const char* const no_text = "look words up in the program, and give the model their numbers";

bool is_integer(const Value& tensor) { return tensor.dtype == Dtype::int32 || tensor.dtype == Dtype::int64; }

std::string counted(const std::vector<const Operation*>& operators) {
  std::vector<std::pair<std::string, int>> counts;
  for (const Operation* op : operators) {
    const auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == op->name; });
    if (same == counts.end()) counts.emplace_back(op->name, 1);
    else ++same->second;
  }
  std::vector<std::string> list;
  for (const auto& [name, count] : counts)
    if (list.size() < max_names) list.push_back(count == 1 ? name : fmt::format("{} {} times", name, count));
  if (counts.size() > max_names) list.push_back(fmt::format("{} others", counts.size() - max_names));
  return fmt::format("{}", fmt::join(list, ", "));
}

}  // namespace

Survey::Survey(const Graph& from) : graph(from) {
  for (const Operation& op : graph.operations) {
    const auto is_shape = [&](int tensor) { return shapes.contains(tensor) || graph.folded.contains(tensor); };
    const bool of_shape = op.is("SHAPE") || std::any_of(op.inputs.begin(), op.inputs.end(), is_shape);
    for (const int output : op.outputs)
      if (of_shape && is_integer(graph[output])) shapes.insert(output);
    const auto is_int8 = [&](int tensor) { return !is_constant(tensor) && graph[tensor].dtype == Dtype::int8; };
    any_int8 = any_int8 || std::any_of(op.inputs.begin(), op.inputs.end(), is_int8) ||
               std::any_of(op.outputs.begin(), op.outputs.end(), is_int8);
  }
}

bool Survey::is_constant(int tensor) const {
  return tensor < 0 || !graph[tensor].data.empty() || graph.folded.contains(tensor);
}

bool Survey::computes_shape(const Operation& op) const {
  const auto is_shape = [&](int tensor) { return shapes.contains(tensor); };
  return std::any_of(op.outputs.begin(), op.outputs.end(), is_shape) ||
         std::any_of(op.inputs.begin(), op.inputs.end(), is_shape);
}

Arithmetic Survey::arithmetic(const Operation& op) const {
  Arithmetic out;
  const auto look_at = [&](int tensor) {
    const Dtype type = graph[tensor].dtype;
    const auto is_known = [](Dtype known) { return known == Dtype::int8 || known == Dtype::int16; };
    if (is_known(out.element) || type == Dtype::float32) out.element = type;
  };
  // A shape or an index that an operator is given beside what it computes with says nothing of that.
  const bool counts = !op.outputs.empty() && is_integer(graph[op.outputs[0]]);
  for (const int input : op.inputs) {
    if (is_constant(input) || graph[input].variable) continue;
    if (counts || !is_integer(graph[input])) look_at(input);
  }
  for (const int output : op.outputs) look_at(output);
  return out;
}

std::string type_refusal(Dtype type) {
  if (type == Dtype::int4) return "4-bit tensors are supported as weights alone; convert with 8-bit activations";
  return "only int8 tensors are supported here; convert with full integer quantization";
}

std::string left_behind_refusal(Dtype type) {
  if (type == Dtype::int4) return type_refusal(type);
  if (type == Dtype::string) return fmt::format("text is not supported; {}", no_text);
  return fmt::format("arithmetic with {} is not supported; compute it outside the model", dtype_name(type));
}

std::string arithmetic_refusal(const Arithmetic& arithmetic, const std::vector<const Operation*>& operators) {
  const std::string what = fmt::format("the model computes in {}", dtype_name(arithmetic.element));
  const std::string list =
      fmt::format("{} operator{} ({})", operators.size(), operators.size() == 1 ? "" : "s", counted(operators));
  return fmt::format("{}: {}; {}", what, list, arithmetic.element == Dtype::string ? no_text : full_integer);
}

}  // namespace exporter
