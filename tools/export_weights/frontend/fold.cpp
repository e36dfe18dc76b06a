// SPDX-License-Identifier: BSL-1.0
#include "frontend/fold.hpp"

#include <algorithm>
#include <set>

#include "frontend/names.hpp"

namespace exporter {
namespace {

using Integers = std::vector<std::int64_t>;
using Known = std::optional<Integers>;

Known all_inputs(const File& file, const FileOperator& op) {
  Integers joined;
  for (const int input : op.inputs) {
    const Known part = integers(file, input);
    if (!part || joined.size() + part->size() > max_integers) return std::nullopt;
    joined.insert(joined.end(), part->begin(), part->end());
  }
  return joined;
}

/// One dimension only: values[begin : end : stride].
Known strided_slice(const File& file, const FileOperator& op) {
  if (op.inputs.size() != 4 || op.options.other_masks != 0) return std::nullopt;
  const Known values = integers(file, op.inputs[0]), first = integers(file, op.inputs[1]),
              last = integers(file, op.inputs[2]), steps = integers(file, op.inputs[3]);
  if (!values || !first || !last || !steps || first->size() != 1 || last->size() != 1 || steps->size() != 1)
    return std::nullopt;
  if (file[op.inputs[0]].shape.size() != 1 || steps->front() <= 0) return std::nullopt;
  const auto count = static_cast<std::int64_t>(values->size());
  const auto clip = [count](std::int64_t at) { return std::clamp(at < 0 ? at + count : at, std::int64_t{0}, count); };
  std::int64_t begin = clip(first->front()), end = clip(last->front());
  if (op.options.begin_mask & 1) begin = 0;
  if (op.options.end_mask & 1) end = count;
  if (op.options.shrink_mask & 1) end = std::min(begin + 1, count);
  Integers out;
  for (; begin < end; begin += std::min(steps->front(), count))
    out.push_back((*values)[static_cast<std::size_t>(begin)]);
  return out;
}

Known gather(const File& file, const FileOperator& op) {
  if (op.inputs.size() != 2 || op.options.axis != 0) return std::nullopt;
  const Known values = integers(file, op.inputs[0]), indices = integers(file, op.inputs[1]);
  if (!values || !indices || file[op.inputs[0]].shape.size() != 1) return std::nullopt;
  Integers out;
  for (const std::int64_t index : *indices) {
    if (index < 0 || index >= static_cast<std::int64_t>(values->size())) return std::nullopt;
    out.push_back((*values)[static_cast<std::size_t>(index)]);
  }
  return out;
}

Known product(const File& file, const FileOperator& op) {
  const Known values = op.inputs.empty() ? std::nullopt : integers(file, op.inputs[0]);
  if (!values || file[op.inputs[0]].shape.size() != 1) return std::nullopt;
  std::int64_t out = 1;
  for (const std::int64_t value : *values)
    if (value < 0 || value > INT32_MAX || (out *= value) > INT32_MAX) return std::nullopt;
  return Integers{out};
}

Known evaluate(const File& file, const FileOperator& op) {
  switch (op.code) {
    case code_shape:
      if (op.inputs.size() != 1 || op.inputs[0] < 0) return std::nullopt;
      return Integers(file[op.inputs[0]].shape.begin(), file[op.inputs[0]].shape.end());
    case code_pack:
    case code_concatenation: return op.options.axis == 0 || op.options.axis == -1 ? all_inputs(file, op) : std::nullopt;
    case code_cast: return all_inputs(file, op);
    case code_strided_slice: return strided_slice(file, op);
    case code_gather: return gather(file, op);
    case code_reduce_prod: return product(file, op);
    default: return std::nullopt;
  }
}

bool folds(File& file, const FileOperator& op) {
  if (op.outputs.size() != 1) return false;
  const FileTensor& out = file[op.outputs[0]];
  if ((out.dtype != Dtype::int32 && out.dtype != Dtype::int64) || out.shape.size() > 1) return false;
  Known values = evaluate(file, op);
  if (!values || values->size() > max_integers || static_cast<std::int64_t>(values->size()) != out.elements())
    return false;
  file.folded[op.outputs[0]] = std::move(*values);
  return true;
}

}  // namespace

void fold_constants(File& file) {
  std::erase_if(file.operators, [&](const FileOperator& op) { return folds(file, op); });
}

void remove_unused_operators(File& file) {
  std::set<int> needed(file.outputs.begin(), file.outputs.end());
  const auto is_unused = [&](const FileOperator& op) {
    if (std::none_of(op.outputs.begin(), op.outputs.end(), [&](int output) { return needed.contains(output); }))
      return true;
    needed.insert(op.inputs.begin(), op.inputs.end());
    return false;
  };
  std::reverse(file.operators.begin(), file.operators.end());  // readers first
  std::erase_if(file.operators, is_unused);
  std::reverse(file.operators.begin(), file.operators.end());
}

}  // namespace exporter
